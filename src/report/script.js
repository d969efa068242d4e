"use strict";
(() => {
const $ = (id) => document.getElementById(id);
const { columns, rows } = JSON.parse($("data").textContent);
const at = Object.fromEntries(columns.map((c, i) => [c.name, i]));
const cell = (row, name) => (name in at ? row[at[name]] : "");
const kindNames = {
	percent: "درصد", money: "پول", measure: "اندازه", count: "شمار", ratio: "نسبت",
	date: "تاریخ", time: "ساعت", ordinal: "ترتیب", reference: "ارجاع", number: "عدد",
};
const kinds = Object.keys(kindNames);
const fa = (n) => Number(n).toLocaleString("fa-IR");

/* What a search compares: one yeh, one kaf, ASCII digits, no marks and joiners. */
const fold = (s) => s.toLowerCase()
	.replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0).replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660)
	.replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[أإٱ]/g, "ا").replace(/[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "")
	.replace(/\s+/g, " ").trim();

const figures = rows.map((row) => ({
	row, kind: kinds.includes(cell(row, "kind")) ? cell(row, "kind") : "number",
	unit: cell(row, "unit"), doc: cell(row, "doc"),
	text: fold(["raw", "of", "value", "upper", "unit", "date", "source", "context"].map((c) => cell(row, c)).join("\n")),
	marks: [], on: true,
}));
for (const mark of document.querySelectorAll("mark")) figures[mark.dataset.i].marks.push(mark);
const articles = [...document.querySelectorAll("article")].map((element) => ({
	element, doc: element.dataset.doc, items: [...element.querySelectorAll("li")],
	figures: [...new Set([...element.querySelectorAll("mark")].map((m) => figures[m.dataset.i]))],
}));

const tally = (list, key) => {
	const counts = new Map();
	for (const f of list) counts.set(key(f), (counts.get(key(f)) || 0) + 1);
	return counts;
};
const element = (tag, attributes, ...children) => {
	const e = document.createElement(tag);
	for (const [k, v] of Object.entries(attributes || {})) e.setAttribute(k, v);
	e.append(...children);
	return e;
};

/* Filters */
const pressed = new Set();
for (const [kind, count] of tally(figures, (f) => f.kind)) {
	const button = element("button", { type: "button", class: kind, "aria-pressed": "false", "data-kind": kind }, `${kindNames[kind]} ${fa(count)}`);
	button.order = kinds.indexOf(kind);
	button.addEventListener("click", () => {
		pressed.has(kind) ? pressed.delete(kind) : pressed.add(kind);
		button.setAttribute("aria-pressed", pressed.has(kind));
		update();
	});
	$("kinds").append(button);
}
$("kinds").append(...[...$("kinds").children].sort((a, b) => a.order - b.order));
const offer = (select, counts) => {
	for (const [value, count] of [...counts].sort((a, b) => b[1] - a[1]))
		if (value !== "") select.append(element("option", { value }, `${value} (${fa(count)})`));
};
offer($("unit"), tally(figures, (f) => f.unit));
offer($("document"), tally(figures, (f) => f.doc));
$("summary").textContent = `${fa(figures.length)} رقم در ${fa(new Set([...articles.map((a) => a.doc), ...figures.map((f) => f.doc)]).size)} سند`;

const update = () => {
	const words = fold($("query").value).split(" ").filter(Boolean);
	const unit = $("unit").value, doc = $("document").value;
	const filtered = words.length > 0 || unit !== "" || doc !== "" || pressed.size > 0;
	for (const f of figures) {
		const on = (!pressed.size || pressed.has(f.kind)) && (!unit || f.unit === unit) && (!doc || f.doc === doc) &&
			words.every((w) => f.text.includes(w));
		if (on === f.on) continue;
		f.on = on;
		for (const m of f.marks) {
			m.classList.toggle("off", !on);
			m.tabIndex = on ? 0 : -1;
		}
	}
	for (const a of articles) {
		a.element.hidden = filtered && !a.figures.some((f) => f.on);
		for (const li of a.items) li.hidden = !figures[li.querySelector("mark").dataset.i].on;
	}
	const shown = figures.filter((f) => f.on);
	$("count").textContent = filtered ? `${fa(shown.length)} از ${fa(figures.length)} رقم` : "";
	hideTip();
	draw(shown);
};
let waiting;
$("query").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(update, 100); });
for (const id of ["unit", "document"]) $(id).addEventListener("change", update);
$("filters").addEventListener("submit", (e) => { e.preventDefault(); update(); go(1); });
$("filters").addEventListener("reset", () => {
	pressed.clear();
	for (const b of $("kinds").children) b.setAttribute("aria-pressed", "false");
	setTimeout(update);
});

/* From one shown figure to the next, as they stand in the page */
const order = articles.flatMap((a) => a.figures);
const go = (step) => {
	const here = order.indexOf(current);
	for (let i = 1; i <= order.length; i++) {
		const f = order[(here + step * i + (here < 0 && step < 0 ? 1 : 0) + order.length * 2) % order.length];
		if (f.on && f.marks.length) {
			f.marks[0].focus();
			f.marks[0].scrollIntoView({ block: "center" });
			showTip(f.marks[0]);
			return;
		}
	}
};
$("next").addEventListener("click", () => go(1));
$("previous").addEventListener("click", () => go(-1));

/* The row of the figure under the pointer or the focus */
const tip = $("tip");
let current, tipped;
const hideTip = () => { tip.hidden = true; };
const placeTip = () => {
	const box = tipped.getClientRects()[0] || tipped.getBoundingClientRect(), size = tip.getBoundingClientRect();
	if (box.bottom < 0 || box.top > innerHeight) return hideTip();
	const below = box.bottom + 6 + size.height < innerHeight;
	tip.style.left = Math.max(8, Math.min(box.right - size.width, innerWidth - size.width - 8)) + "px";
	tip.style.top = Math.max(8, below ? box.bottom + 6 : box.top - size.height - 6) + "px";
};
const showTip = (mark) => {
	const f = figures[mark.dataset.i];
	if (!f.on) return hideTip();
	current = f;
	const list = element("dl");
	columns.forEach((c, i) => {
		if (f.row[i] === "" || c.name === "context") return;
		const text = c.name === "kind" ? kindNames[f.kind] : f.row[i];
		list.append(element("dt", {}, c.title), element("dd", { "data-column": c.name }, text));
	});
	tip.replaceChildren(list);
	tip.hidden = false;
	tipped = mark;
	placeTip();
	mark.setAttribute("aria-describedby", "tip");
};
const documents = $("documents");
const markOf = (e) => e.target.closest && e.target.closest("mark");
documents.addEventListener("mouseover", (e) => { const m = markOf(e); m ? showTip(m) : hideTip(); });
documents.addEventListener("mouseleave", hideTip);
documents.addEventListener("focusin", (e) => { const m = markOf(e); if (m) showTip(m); });
documents.addEventListener("focusout", hideTip);
addEventListener("keydown", (e) => { if (e.key === "Escape") hideTip(); });
addEventListener("scroll", () => { if (!tip.hidden) placeTip(); }, { passive: true });

/* Charts */
const svgNode = (tag, attributes, text) => {
	const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
	for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
	if (text !== undefined) e.textContent = text;
	return e;
};
const clear = (id, width, height, label) => {
	const svg = $(id);
	svg.replaceChildren();
	svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
	svg.setAttribute("aria-label", label);
	return svg;
};
const drawKinds = (shown) => {
	const counts = tally(shown, (f) => f.kind), list = kinds.filter((k) => counts.get(k));
	const most = Math.max(1, ...counts.values());
	const svg = clear("by-kind", 300, Math.max(1, list.length) * 18 + 4, list.map((k) => `${kindNames[k]} ${fa(counts.get(k))}`).join("، "));
	list.forEach((k, i) => {
		const width = 190 * counts.get(k) / most, y = i * 18 + 2;
		svg.append(svgNode("text", { x: 300, y: y + 12, "text-anchor": "end", direction: "ltr" }, kindNames[k]),
			svgNode("rect", { x: 245 - width, y, width, height: 14, fill: `var(--${k})`, stroke: "#94a3b8", "stroke-width": .5 }),
			svgNode("text", { x: 241 - width, y: y + 12, "text-anchor": "end", class: "axis" }, fa(counts.get(k))));
	});
};
/* Bars over BINS of {from, label, count}; the first and last are labelled. */
const drawBars = (id, bins, color) => {
	const most = Math.max(1, ...bins.map((b) => b.count)), width = 300 / Math.max(1, bins.length);
	const svg = clear(id, 300, 130, bins.filter((b) => b.count).map((b) => `${b.label}: ${fa(b.count)}`).join("، ") || "خالی");
	if (!bins.length) {
		svg.append(svgNode("text", { x: 150, y: 65, "text-anchor": "middle", class: "axis" }, "چیزی برای کشیدن نیست"));
		return;
	}
	bins.forEach((b, i) => {
		const height = 95 * b.count / most;
		const bar = svgNode("rect", { x: i * width + .5, y: 110 - height, width: Math.max(.5, width - 1), height, fill: color, stroke: "#94a3b8", "stroke-width": .5 });
		bar.append(svgNode("title", {}, `${b.label}: ${fa(b.count)}`));
		svg.append(bar);
	});
	svg.append(svgNode("line", { x1: 0, x2: 300, y1: 110, y2: 110 }),
		svgNode("text", { x: 0, y: 11, class: "axis" }, fa(most)),
		svgNode("text", { x: 0, y: 125, class: "axis" }, bins[0].low),
		svgNode("text", { x: 300, y: 125, "text-anchor": "end", class: "axis" }, bins[bins.length - 1].high));
};
const extremes = (list) => list.reduce(([low, high], n) => [Math.min(low, n), Math.max(high, n)], [Infinity, -Infinity]);
const short = (n) => n.toLocaleString("en", { maximumSignificantDigits: 3, notation: Math.abs(n) >= 1e6 ? "compact" : "standard" });
const drawHistogram = (shown) => {
	const numbered = shown.filter((f) => ["percent", "money", "measure", "ratio"].includes(f.kind) && f.unit !== "" && cell(f.row, "value") !== "");
	const unit = $("unit").value || ([...tally(numbered, (f) => f.unit)].sort((a, b) => b[1] - a[1])[0] || [""])[0];
	const values = shown.filter((f) => f.unit === unit && f.kind !== "reference").map((f) => cell(f.row, "value")).filter((v) => v !== "").map(Number).filter(isFinite);
	$("histogram-title").textContent = unit ? `پراکندگی مقدارها: ${unit}` : "پراکندگی مقدارها";
	const [low, high] = extremes(values);
	const logarithmic = low > 0 && high / low > 1000;
	const scale = logarithmic ? Math.log10 : (x) => x, back = logarithmic ? (x) => 10 ** x : (x) => x;
	const count = values.length && high > low ? 12 : values.length ? 1 : 0, step = (scale(high) - scale(low)) / count;
	const bins = Array.from({ length: count }, (_, i) => {
		const from = short(back(scale(low) + i * step)), to = short(back(scale(low) + (i + 1) * step));
		return { low: from, high: to, label: from === to ? from : `${from} … ${to}`, count: 0 };
	});
	for (const v of values) bins[Math.min(count - 1, step > 0 ? Math.floor((scale(v) - scale(low)) / step) : 0)].count++;
	drawBars("histogram", bins, "var(--measure)");
};
const drawTimeline = (shown) => {
	const years = shown.filter((f) => f.kind === "date").map((f) => /^-?\d{2}(?:\d[\dX]|XX)(?=$|[-\/])/.exec(cell(f.row, "date"))).filter(Boolean)
		.map((m) => Number(m[0].replace(/X/g, "0")));
	const [low, high] = extremes(years);
	const step = high - low <= 60 ? 1 : high - low <= 600 ? 10 : 100, first = Math.floor(low / step) * step;
	const bins = Array.from({ length: years.length ? Math.floor((high - first) / step) + 1 : 0 }, (_, i) => {
		const from = first + i * step, label = step === 1 ? String(from) : `${from}–${from + step - 1}`;
		return { low: String(from), high: String(from + step - 1), label, count: 0 };
	});
	for (const y of years) bins[Math.floor((y - first) / step)].count++;
	drawBars("timeline", bins, "var(--date)");
};
const draw = (shown) => {
	drawKinds(shown);
	drawHistogram(shown);
	drawTimeline(shown);
};
draw(figures);
})();

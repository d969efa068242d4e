// Drives the page of fa-report in Chromium: browse.js CHROMIUM FILE STEP; prints what it finds.
const puppeteer = require("puppeteer-core");

const steps = {
	// What is on the page when it has opened, and how fast that was.
	async opened(page) {
		const marks = await page.$$eval("mark", (m) => m.length);
		const ms = await page.evaluate(() => performance.getEntriesByType("navigation")[0].domComplete);
		return [`direction ${await page.evaluate(() => getComputedStyle(document.body).direction)}`,
			`marks ${marks}`, `kinds ${await page.$$eval("#kinds button", (b) => b.length)}`,
			`bars ${await page.$$eval("#by-kind rect", (r) => r.length)}`, `opened in ${Math.round(ms)} ms`];
	},
	// Kinds, units, documents and words filter; a reset brings all back.
	async filtered(page) {
		const on = () => page.$$eval("mark:not(.off)", (m) => [...new Set(m.map((x) => x.dataset.i))].length);
		const out = [`all ${await on()}`];
		await page.click("#kinds button.percent");
		out.push(`percent ${await on()}`, `pressed ${await page.$eval("#kinds button.percent", (b) => b.getAttribute("aria-pressed"))}`);
		await page.click("#kinds button.percent");
		await page.select("#unit", "IRT");
		out.push(`IRT ${await on()}`, await page.$eval("#histogram-title", (e) => e.textContent));
		await page.click("button[type=reset]");
		await page.waitForFunction(() => !document.querySelector("mark.off"));
		await page.select("#document", "law.txt");
		out.push(`law.txt ${await on()}`, `articles ${await page.$$eval("article:not([hidden])", (a) => a.length)}`);
		await page.click("button[type=reset]");
		await page.waitForFunction(() => !document.querySelector("mark.off"));
		await page.type("#query", "كاشان"); // with an Arabic kaf
		await page.waitForFunction(() => document.querySelector("mark.off"));
		out.push(`found ${await on()}`, await page.$eval("#count", (e) => e.textContent));
		return out;
	},
	// Hovering and the keyboard show a row; Escape hides it.
	async shown(page) {
		const tip = (column) => page.$eval("#tip", (t, c) => (t.hidden ? "hidden" : t.querySelector(`[data-column=${c}]`).textContent), column);
		const out = [await tip("value")];
		await page.hover("mark.money");
		out.push(await tip("value"));
		await page.mouse.move(1, 1);
		out.push(await tip("value"));
		await page.focus("#next");
		await page.keyboard.press("Enter");
		out.push(await tip("raw"), await page.evaluate(() => document.activeElement.tagName));
		await page.keyboard.press("Tab");
		out.push(await tip("raw"));
		await page.keyboard.press("Escape");
		out.push(await tip("raw"));
		return out;
	},
	// Nothing sticks out, and no two parts of the page lie over one another.
	async fits(page) {
		return page.evaluate(() => {
			const parts = [...document.querySelectorAll("header, form, #charts figure, article")].map((e) => e.getBoundingClientRect());
			const apart = parts.every((a, i) => parts.every((b, j) => i === j || a.bottom <= b.top + 1 || b.bottom <= a.top + 1 || a.right <= b.left + 1 || b.right <= a.left + 1));
			const controls = [...document.querySelectorAll("form button, form input, form select")].map((e) => e.getBoundingClientRect());
			const clear = controls.every((a, i) => controls.every((b, j) => i === j || a.bottom <= b.top || b.bottom <= a.top || a.right <= b.left || b.right <= a.left));
			return [document.documentElement.scrollWidth <= innerWidth ? "fits" : "sticks out", apart ? "apart" : "overlap", clear ? "clear" : "controls overlap"];
		});
	},
};

(async () => {
	const [chromium, file, step, width] = process.argv.slice(2);
	const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-dev-shm-usage"], timeout: 120000 });
	const page = await browser.newPage();
	page.setDefaultTimeout(120000);
	const said = [];
	page.on("console", (m) => said.push(`console: ${m.text()}`));
	page.on("pageerror", (e) => said.push(`error: ${e.message}`));
	page.on("request", (r) => /^(file|data):/.test(r.url()) || said.push(`request: ${r.url()}`));
	await page.setViewport({ width: Number(width || 1280), height: 900 });
	await page.goto(`file://${file}`, { waitUntil: "load" });
	console.log((await steps[step](page)).concat(said).join("\n"));
	await browser.close();
})().catch((e) => { console.error(e); process.exit(1); });

// A CSV file as rows, by papaparse: papaparse.js FILE
const fs = require("fs");
const Papa = require("papaparse");
const escapes = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const { data, errors } = Papa.parse(fs.readFileSync(process.argv[2], "utf8"), { skipEmptyLines: true });
if (errors.length) throw new Error(JSON.stringify(errors));
for (const row of data)
	process.stdout.write(row.map((c) => c.replace(/[\t\n\r]/g, (m) => escapes[m])).join("\t") + "\n");

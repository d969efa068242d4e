// detect: name the charset of files as chardet or jschardet does, for tests/bench-detect
// usage: node detect.js MODULE FILE...
const fs = require('fs');
const path = require('path');
const detector = require(path.resolve(process.argv[2]));
for (const file of process.argv.slice(3)) {
	const found = detector.detect(fs.readFileSync(file));
	console.log(`${file}: ${(found && found.encoding) || (typeof found === 'string' && found) || '?'}`);
}

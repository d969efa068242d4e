bats_require_minimum_version 1.5.0
load helper

# days: every day from 1206 to 1498 Jalali in three calendars, each proved to come back
setup() {
	workdir
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -I"$ROOT/src" -DVERSION='""' -o days "$BATS_TEST_DIRNAME/calendar.c" \
		"$ROOT"/src/lib/{calendar,buf,io}.c
	./days >all
}

@test "every day from 1206-01-01 to 1498-12-30 converts, comes back, and follows the one before" {
	[ "$(wc -l <all)" -eq 107016 ]
	head -n 1 all | grep -qx '1206-1-1 1827-3-22 .*'
	tail -n 1 all | grep -qx '1498-12-30 2120-3-20 .*'
}

# The table of leap years 1206-1498 of the Calendar Center, Institute of Geophysics, University of
# Tehran (calendar.ut.ac.ir, KabiseShamsi1206-1498.pdf): the official calendar of Iran.
@test "the leap years are those of the official table" {
	awk '$1 ~ /-12-30$/ { print +$1 }' all | tr '\n' ' ' >have
	echo -n 1210 1214 1218 1222 1226 1230 1234 1238 1243 1247 1251 1255 1259 1263 1267 1271 1276 1280 1284 \
		1288 1292 1296 1300 1304 1309 1313 1317 1321 1325 1329 1333 1337 1342 1346 1350 1354 1358 1362 \
		1366 1370 1375 1379 1383 1387 1391 1395 1399 1403 1408 1412 1416 1420 1424 1428 1432 1436 1441 \
		1445 1449 1453 1457 1461 1465 1469 1474 1478 1482 1486 1490 1494 1498 '' >want
	diff want have
}

# Jalali dates beside Gregorian ones as they were printed at the time: tz's file asia, Iran.
@test "dates of Iranian laws fall where the tz database has them" {
	for pair in '1314-3-22 1935-6-13' '1357-8-19 1978-11-10'; do
		grep -q "^$pair " all
	done
}

@test "ICU's Persian and civil Islamic calendars agree with every day" {
	command -v node >/dev/null || skip "node is not installed"
	node -e '
		const format = (calendar) => {
			const f = new Intl.DateTimeFormat("en-u-nu-latn-ca-" + calendar,
				{ timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
			return (day) => {
				const parts = Object.fromEntries(f.formatToParts(day).map((p) => [p.type, p.value]));
				return parts.year + "-" + parts.month + "-" + parts.day;
			};
		};
		const persian = format("persian"), islamic = format("islamic-civil");
		for (let day = Date.UTC(1827, 2, 22); day <= Date.UTC(2120, 2, 20); day += 86400000) {
			const d = new Date(day);
			const gregorian = d.getUTCFullYear() + "-" + (d.getUTCMonth() + 1) + "-" + d.getUTCDate();
			console.log(persian(d) + " " + gregorian + " " + islamic(d));
		}' >icu
	cmp all icu
}

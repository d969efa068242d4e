/* icu-detect: name the charset of files as ICU's detector does, for tests/bench-detect */
#include <stdio.h>
#include <unicode/ucsdet.h>

int
main(int argc, char *argv[])
{
	static char text[1 << 16];
	for (int i = 1; i < argc; i++) {
		UErrorCode status = U_ZERO_ERROR;
		FILE *file = fopen(argv[i], "rb");
		if (!file)
			return 2;
		size_t len = fread(text, 1, sizeof text, file);
		fclose(file);
		UCharsetDetector *detector = ucsdet_open(&status);
		ucsdet_setText(detector, text, (int32_t)len, &status);
		const UCharsetMatch *match = ucsdet_detect(detector, &status);
		const char *name = match ? ucsdet_getName(match, &status) : NULL;
		printf("%s: %s\n", argv[i], name && U_SUCCESS(status) ? name : "?");
		ucsdet_close(detector);
	}
	return 0;
}

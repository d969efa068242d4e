# Programs, manual pages, the lexicon to read, and the pipelines with a Makefile of their own.
share = $(DESTDIR)$(PREFIX)/share
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(addprefix $(share)/,man/man1 man/man5 man/man8 raqam/lexicon)
	install $(programs:%=$(B)/%) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(wildcard src/*.1) $(share)/man/man1
	install -m 644 $(wildcard src/*.5) $(share)/man/man5
	install -m 644 $(wildcard src/*.8) $(share)/man/man8
	install -m 644 $(wildcard src/lexicon/*) $(share)/raqam/lexicon
	cp -r pipelines $(share)/raqam
	ln -sf ../share/raqam/pipelines/refresh $(DESTDIR)$(PREFIX)/bin/raqam-refresh
.PHONY: install

# raqam: `make deps figures` installs and runs, `make deps check` tests; see README.md
VERSION = 0.1.0
PREFIX = /usr/local
CC = cc
CFLAGS = -O2 -g
LDFLAGS =
TESTS = tests
BIN = $(B)

# SAN=1 builds and tests with the sanitizers, in a folder of its own.
B = bin
ifdef SAN
B = bin/san
CFLAGS = -O0 -g -fsanitize=address,undefined -fno-sanitize-recover=all
endif
O = $(B)/obj

# A program is src/NAME.c and src/NAME.1; below it, the modules of src/lib it is linked with.
base = io buf bytes utf8 line
fa-csv = $(base) rows csv csvin columns describe json
fa-decode = $(base) names rows source charset visual mojibake language detect document repair located
fa-digits = $(base) rows fa
fa-figures = $(base) names rows text lexicon lexicon_match lexicon_image glyph fold pattern pattern_gate pattern_file matcher \
	expression first scan sentence finder crew
fa-reflow = $(base) names rows text wordlist shape wrap
fa-report = $(base) names rows text columns html json placed
fa-xlsx = $(base) rows columns sheet tally
fa-values = $(base) rows glyph fold lexicon lexicon_match lexicon_image tokens decimal numeral number \
	cardinal unit calendar dates clock figure order memo
programs = $(notdir $(basename $(wildcard src/*.c)))
libs_fa-csv = -lcsv
libs_fa-decode = $(shell cat .deps/libs 2>/dev/null)
libs_fa-figures = -lpcre2-8 -pthread
libs_fa-xlsx = -lxlsxwriter

strict = -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic $(WERROR)
cc = $(CC) $(strict) -DVERSION='"$(VERSION)"' -Isrc -I$(O) -I.deps/include $(CPPFLAGS) $(CFLAGS)

all: $(programs:%=$(B)/%)

.SECONDEXPANSION:
$(programs:%=$(B)/%): $(B)/%: $(O)/%.o $$(addprefix $(O)/lib/,$$(addsuffix .o,$$($$*)))
	$(cc) $(LDFLAGS) -o $@ $^ $(libs_$*)

$(O)/%.o: src/%.c
	@mkdir -p $(@D)
	$(cc) -MMD -c -o $@ $<

# Data becomes C in a header: by an awk script in front of its tables, or whole, by src/embed.
$(O)/lib/charset.o: $(O)/charsets.h
$(O)/lib/columns.o: $(O)/columns_data.h
$(O)/lib/language.o: $(O)/models.h
$(O)/lib/lexicon.o: $(O)/lexicon_data.h
$(O)/lib/pattern_file.o: $(O)/patterns_data.h
$(O)/lib/repair.o: $(O)/forms.h
$(O)/lib/wordlist.o: $(O)/wordlist_data.h
$(O)/fa-report.o: $(O)/report_data.h
tables_charsets = src/charsets/tables.awk $(wildcard src/charsets/sets/*.tsv)
tables_columns_data = src/table/columns.awk src/table/columns.tsv
tables_forms = src/charsets/forms.awk src/charsets/forms.tsv src/charsets/compose.tsv
tables_models = src/charsets/models.awk src/charsets/letters.tsv $(wildcard src/charsets/text/*.txt)
files_lexicon = $(wildcard src/lexicon/*.tsv)
files_patterns = $(wildcard src/lexicon/*.patterns)
files_wordlist = src/reflow/words.tsv
files_report = $(wildcard src/report/*)
$(addprefix $(O)/,charsets.h columns_data.h forms.h models.h): $(O)/%.h: $$(tables_$$*)
	@mkdir -p $(@D)
	LC_ALL=C awk -f $^ >$@.out
	mv $@.out $@
$(addprefix $(O)/,lexicon_data.h patterns_data.h report_data.h wordlist_data.h): $(O)/%_data.h: src/embed $$(files_$$*)
	@mkdir -p $(@D)
	src/embed $(*:patterns=pattern)_files $(files_$*) >$@.out
	mv $@.out $@

check: all
	BIN=$(B) bats $(TESTS)

deps:
	CC='$(CC)' pipelines/deps build
deps-%:
	pipelines/deps $*

clean:
	rm -rf bin

-include $(wildcard $(O)/*.d $(O)/*/*.d)
# What is installed in the same run is there before anything is built.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
$(patsubst src/%.c,$(O)/%.o,$(wildcard src/*.c src/lib/*.c)): | deps
check: | deps
endif
.PHONY: all check deps clean
.DELETE_ON_ERROR:
include src/lexicon/image.mk src/lint.mk src/install.mk
include $(addprefix pipelines/,figures.mk refresh.mk parallel.mk report.mk verify.mk bench.mk)

# raqam: `make deps figures` installs and runs, `make deps check` tests; see README.md
VERSION = 0.1.0
PREFIX = /usr/local
CC = cc
CFLAGS = -O2 -g
LDFLAGS =

# A program is src/NAME.c and src/NAME.1; below it, the modules of src/lib it is linked with.
base = io buf utf8 line
fa-digits = $(base) rows fa
programs = $(notdir $(basename $(wildcard src/*.c)))
libs_fa-csv = -lcsv
libs_fa-figures = -lpcre2-8

O = bin/obj
strict = -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror
cc = $(CC) $(strict) -DVERSION='"$(VERSION)"' -Isrc -I$(O) $(CPPFLAGS) $(CFLAGS)

all: $(programs:%=bin/%)

.SECONDEXPANSION:
$(programs:%=bin/%): bin/%: $(O)/%.o $$(patsubst %,$(O)/lib/%.o,$$($$*))
	$(cc) $(LDFLAGS) -o $@ $^ $(libs_$*)

$(O)/%.o: src/%.c
	@mkdir -p $(@D)
	$(cc) -MMD -c -o $@ $<

clean:
	rm -rf bin

-include $(wildcard $(O)/*.d $(O)/lib/*.d)
.PHONY: all clean
.DELETE_ON_ERROR:

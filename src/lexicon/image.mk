# The lexicon as it lies in memory, written by a program that reads the tables as the others would.
image = $(base) glyph lexicon lexicon_match
$(O)/lexicon/image: $(O)/lexicon/image.o $(image:%=$(O)/lib/%.o)
	$(cc) $(LDFLAGS) -o $@ $^
$(O)/lexicon_image.h: $(O)/lexicon/image
	$< >$@.out
	mv $@.out $@
$(O)/lib/lexicon_image.o: $(O)/lexicon_image.h

# The figures of every document of CORPUS, a folder or a file, as one table in OUT.
CORPUS = fixtures
OUT = out
# RUN stands before each shard's command: nothing, or srun -n1 -c1.
RUN =
CSVFLAGS =
CHECK =
EMPTY =
flags = CSVFLAGS INGEST DECODEFLAGS REFLOWFLAGS FIGURESFLAGS VALUESFLAGS
export CORPUS CHECK EMPTY $(flags)
$(if $(word 2,$(OUT)),$(error OUT=$(OUT): make takes no white space in its name))

pipelines := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
# Asked once, when the first recipe or rule needs it.
SHARDS = $(eval SHARDS := $(shell $(pipelines)/count '$(subst ','\'',$(CORPUS))' $(OUT)))$(SHARDS)
chain = $(addprefix $(BIN)/,fa-decode fa-reflow fa-figures fa-digits fa-values)
# A converter that was installed is tried anew.
converters = gzip bzip2 xz zstd xsltproc pdftotext pdftoppm tesseract pandoc bsdtar mshow mdeliver
recipes = $(addprefix $(pipelines)/,convert part warc html.xsl types.tsv types.awk)
work = $(OUT)/shards
# Only the make that has the lock needs them; a seq that was killed may have told of some.
shards = $(if $(filter %-locked,$(MAKECMDGOALS)),$(eval numbers := $(shell seq $(SHARDS)))$(if \
	$(findstring <$(SHARDS)>,$(patsubst %,<%>,$(filter-out 0,$(words $(numbers))))),,$(error \
	SHARDS=$(SHARDS): not a number of shards))$(eval \
	shards := $$(numbers:%=$(work)/%.rows))$(shards))

locked = $(pipelines)/locked $@ $(OUT) $(MAKE) --no-print-directory -f $(firstword $(MAKEFILE_LIST))
after_deps = | $(filter deps,$(MAKECMDGOALS))

figures: $(after_deps)
	+@$(locked) figures-locked
figures-locked: $(OUT)/figures.csv $(OUT)/rejects.tsv
	@$(pipelines)/summary $(OUT) $(work)

$(OUT)/figures.csv: $(shards) $(work)/csv.options
	@mkdir -p $(work)/table
	@$(pipelines)/table $(BIN) $(work) $(SHARDS) $(work)/table
	@mv $(work)/table/*.json $(OUT)
	@mv $(work)/table/figures.csv $@

$(OUT)/rejects.tsv: $(shards) $(work)/unlisted
	@$(pipelines)/rejects $(work) $(SHARDS) >$@.out
	@mv $@.out $@

# A shard's list changes only when a document of it does, and chain.options only when a program,
# a lexicon or an option does; so only then is the shard redone.
$(work)/%.rows: $(work)/%.list $(work)/chain.options
	@$(or $(RUN),exec) $(pipelines)/shard $(BIN) "$$CORPUS" $< $@
$(work)/%.list: $(work)/listed
	@:
$(work)/unlisted: $(work)/listed
	@:
$(work)/listed: FORCE
	@$(pipelines)/list "$$CORPUS" $(OUT) $(SHARDS)
	@: >$@
$(work)/%.options: $(work)/asked
	@:
$(work)/asked: FORCE $(chain) $(BIN)/fa-csv
	@$(pipelines)/options $(work)/chain.options $(chain) "$$CORPUS" "$$INGEST" \
		$(pipelines)/shard $(recipes) $(converters:%=has:%) \
		"$$DECODEFLAGS" "$$REFLOWFLAGS" $(FIGURESFLAGS) $(VALUESFLAGS)
	@$(pipelines)/options $(work)/convert.options $(recipes) $(BIN)/fa-decode
	@$(pipelines)/options $(work)/csv.options $(BIN)/fa-csv "$$CSVFLAGS" $(SHARDS)
	@: >$@
.PHONY: figures figures-locked FORCE
.SECONDARY:
FORCE:

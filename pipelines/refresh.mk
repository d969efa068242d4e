# A corpus that changes a little every day: make refresh CORPUS=folder OUT=folder
# publishes OUT/current/figures.csv, rejects.tsv and changes.tsv together, and keeps the last KEEP.
KEEP = 7

refresh: $(after_deps)
	+@$(locked) refresh-locked
refresh-locked: $(shards) $(work)/csv.options $(work)/unlisted
	@$(pipelines)/publish $(BIN) $(OUT) $(SHARDS) $(KEEP)
status:
	@cat $(OUT)/status
.PHONY: refresh refresh-locked status

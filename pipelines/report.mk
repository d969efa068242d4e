# The figures in their documents, as one page for browsers: make report CORPUS=folder OUT=folder
report: $(after_deps)
	+@$(locked) report-locked
report-locked: $(OUT)/report.html
	@echo $<
$(OUT)/report.html: $(OUT)/figures.csv $(BIN)/fa-report $(pipelines)/report
	@$(pipelines)/report $(BIN) "$$CORPUS" $(work) $(SHARDS) >$@.out
	@mv $@.out $@
.PHONY: report report-locked

# Which rows of TABLE, edited in a spreadsheet, no longer follow from the text that they quote.
TABLE = $(OUT)/figures.csv

verify: $(addprefix $(BIN)/,fa-csv fa-figures fa-digits fa-values)
	@$(pipelines)/verify $(BIN) '$(TABLE)' $(OUT)/verify
.PHONY: verify

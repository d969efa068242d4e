# Speed beside public tools: make bench [ONLY=name] [BENCH_CORPUS=folder] [BENCH_MB=50]
BENCH_CORPUS = $(abspath $(firstword $(wildcard ../shared/corpus) fixtures))
BENCH_MB = 50
ONLY =
export BENCH_CORPUS BENCH_MB
bench: all
	@pipelines/bench $(B) $(OUT)/bench $(ONLY)
# How often fa-decode and other detectors find the charset of short texts (make deps-bench).
bench-detect: all
	@BIN=$(B) tests/bench-detect $(wildcard $(BENCH_CORPUS)/*.txt)
.PHONY: bench bench-detect
# What a refresh of DOCS documents costs when little or much changed: make bench-refresh [DOCS=100000]
DOCS = 100000
bench-refresh: all
	@pipelines/bench-refresh $(B) $(OUT)/bench-refresh $(DOCS)
.PHONY: bench-refresh

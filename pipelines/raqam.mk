# The pipelines without a checkout: make -f PREFIX/share/raqam/pipelines/raqam.mk figures CORPUS=...
here := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
BIN := $(firstword $(wildcard $(here)/../bin) $(abspath $(here)/../../../bin))
include $(filter-out %/raqam.mk %/bench.mk,$(wildcard $(here)/*.mk))

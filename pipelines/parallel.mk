# A refresh on several machines by GNU parallel over ssh: make refresh-parallel HOSTS=2/anna,4/bahram,:
# The machines share CORPUS, OUT and the programs under the same paths; ":" is this one.
HOSTS = :
parallel = parallel -q --sshlogin $(HOSTS) --workdir $(CURDIR) $(addprefix --env ,$(flags)) --halt soon,fail=1
refresh-parallel: $(after_deps)
	+@$(locked) refresh-parallel-locked
refresh-parallel-locked: $(work)/listed $(work)/chain.options
	@seq $(SHARDS) | $(parallel) $(abspath $(pipelines))/array $(abspath $(BIN)) "$$(cd "$$CORPUS" && pwd)" $(abspath $(OUT))
	+@$(MAKE) --no-print-directory -f $(firstword $(MAKEFILE_LIST)) refresh-locked

# What a shard is made of alone, for a scheduler that runs pipelines/array over them: make lists
lists: $(work)/listed $(work)/chain.options
.PHONY: refresh-parallel refresh-parallel-locked lists

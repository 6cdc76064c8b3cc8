# `make demo` and `make test` are all that a fresh machine needs, with Python 3.11+, make and git.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
DEMO ?= held-for-a-trial
BIN := .venv/bin
STAMP := .venv/.installed
BENCHMARKS := one_meeting programme joint forecast diaries letters replies ledger monitoring national stock_take sweep

.PHONY: install demo test guarantees bench lint lock docs docs-check

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
		|| { echo "Python 3.11, 3.12 or 3.13 is needed / Mae angen Python 3.11, 3.12 neu 3.13: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	# The lock is complete; asked to resolve it again, older pips look past a pin when an extra is named.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: install
	DEMO="$(DEMO)" $(BIN)/cpr demo

# Two at a time, a file as a whole to each: much of the time is waiting for programs to start.
test: install
	$(BIN)/pytest --numprocesses 2 --dist loadfile

guarantees: install
	CPR_GUARANTEES=long $(BIN)/pytest -m guarantee

# Figures beside named peers, measured in the same run; ends with 1 if a row misses what it wants, after all were measured.
bench: install
	@missed=; for each in $(BENCHMARKS); do \
		echo "== $$each"; $(BIN)/python tests/benchmarks/$$each.py || missed="$$missed $$each"; \
	done; test -z "$$missed" || { echo "Missed:$$missed" >&2; exit 1; }

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# No index address may enter the lock: it is installed from whatever index a machine knows.
lock: install
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-annotate --no-header --extra dev --output-file requirements.lock pyproject.toml

# The pages that are made from the code, the packs and the tests.
docs: install
	$(BIN)/python -m deployments.documents

docs-check: docs
	git diff --exit-code -- docs



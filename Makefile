# Everything happens in .venv; stamps tell what is set up, so that a second make is quick.
PYTHON ?= python3
SOURCES ?= corpus
OUT ?= out
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

.PHONY: help run test fuzz check score rules specimens bench-tiers bench-limits chaos clean
.DELETE_ON_ERROR:

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1  \2/p' Makefile

run: .venv/.ready-to-run ## Extract SOURCES (the specimens) to OUT (out/) and print the summary
	$(BIN)/kc-extract run $(SOURCES) --out $(OUT)

test: .venv/.ready-to-develop ## Run all tests
	$(BIN)/python -m pytest -n auto

fuzz: .venv/.ready-to-develop ## Run the tests that draw their examples with examples never drawn before
	$(BIN)/python -m pytest -q --hypothesis-profile=default tests/test_rules_properties.py tests/test_numerals.py tests/test_ledger.py tests/test_score_pairing.py

check: .venv/.ready-to-develop ## Lint, format, types, order of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

score: run ## Score the specimens against their gold, with the floors
	$(BIN)/kc-extract score gold $(OUT) --floors gold/floors.json

rules: .venv/.ready-to-develop ## Write docs/rules.md anew from the rules and their examples
	$(BIN)/python -m docs.rules

specimens: .venv/.ready-to-develop ## Build the specimen documents of corpus/ anew
	$(BIN)/python corpus/build.py

bench-tiers: .venv/.ready-to-develop ## Score the specimens as Word files, in old fonts and as scans
	$(BIN)/python benchmarks/tiers.py

chaos: .venv/.ready-to-develop ## Kill batches at random moments, 190 times, and compare their archives
	$(BIN)/python benchmarks/chaos.py

bench-limits: .venv/.ready-to-develop ## Print memory, time and notes on documents that are too much
	$(BIN)/python benchmarks/limits.py

clean: ## Remove results, caches and the environment
	rm -rf .venv out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/.ready-to-run: .venv/.made .venv/.can-read-scans pyproject.toml constraints.txt kc_extract/__init__.py
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/.ready-to-develop: .venv/.ready-to-run .venv/.can-test-databases
	$(PIP) install --constraint constraints.txt --editable '.[archive,cluster,nlp,pandas,s3]' --group dev
	@touch $@

# Scans are read with Tesseract's data for Vietnamese; where it cannot be had the pages are noted and the rest goes on.
.venv/.can-read-scans: .venv/.made
	@ls /usr/share/tesseract-ocr/*/tessdata/vie.traineddata >/dev/null 2>&1 || \
	  { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq tesseract-ocr-vie; } || \
	  echo "scanned pages will be noted needs_ocr; to read them: apt-get install tesseract-ocr-vie" >&2
	@touch $@

# Archives are tested in a PostgreSQL server that the tests start; where none can be had those tests are skipped.
.venv/.can-test-databases: .venv/.made
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
	  { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq postgresql; } || \
	  echo "tests with PostgreSQL will be skipped; to run them: apt-get install postgresql" >&2
	@touch $@

.venv/.made:
	@command -v $(PYTHON) >/dev/null || { echo "kc-extract needs Python 3.11 or newer: there is no $(PYTHON) here" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kc-extract needs Python 3.11 or newer: $$($(PYTHON) --version) is too old; give another with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "no environment could be made; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PIP) install 'pip>=25.1'
	@touch $@

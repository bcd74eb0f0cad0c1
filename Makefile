# Claimwright: `make` alone prints this help.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-all test-postgres lint bench clean

help: ## print this help
	@echo "Claimwright: from the clinical note to the reconciled cent"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Two sets of pinned, hashed requirements: what runs, and what tests. Each is installed once and again when its file changes.
$(VENV)/.office: requirements/office.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/office.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.office requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.office ## build the demonstration, run the whole journey, serve it on 127.0.0.1:8000 (SERVE=0: only print the summary)
	$(BIN)/claimwright demo $(if $(filter 0,$(SERVE)),--no-serve,)

test: $(VENV)/.dev lint ## lint, types, layers, and every test but the slow ones; the office's on PostgreSQL too, where it is installed
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"
	@$(MAKE) --no-print-directory test-postgres MARKS="not slow and not browser"

test-all: $(VENV)/.dev lint ## everything, slow tests too
	$(BIN)/python -m pytest -n 2 --dist loadfile
	@$(MAKE) --no-print-directory test-postgres MARKS=""

MARKS ?= not slow and not browser
test-postgres: $(VENV)/.dev ## the office's tests on a PostgreSQL of their own, made and ended by them
	@if command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; then \
		CLAIMWRIGHT_TEST_POSTGRES=1 $(BIN)/python -m pytest tests/office -n 2 --dist loadfile -m "$(MARKS)"; \
	else echo "PostgreSQL is not installed: the office was tested on SQLite only"; fi

lint: $(VENV)/.dev ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.dev ## the benchmarks (CLAIMWRIGHT_SAMPLES names the folder of development data)
	$(BIN)/claimwright bench

clean: ## remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# What a newcomer needs: make demo, make test, make lint, make serve.
# Everything runs in .venv, which is made on first use and again when the pinned requirements change.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: demo serve test lint format install clean

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
STAMP := .venv/.installed
PORT ?= 8000
# Set SERVE=0 to end once the demonstration's data are there.
SERVE ?= 1
# Processes of pytest. Each has a database server of its own, so there is one where a server is given.
JOBS ?= $(if $(DATABASE_URL),0,2)

demo: $(STAMP)
	exec $(BIN)/siban demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

serve: $(STAMP)
	exec $(BIN)/siban serve --port $(PORT)

test: $(STAMP)
	bash tools/browser.sh
	$(BIN)/pytest -q -n $(JOBS) --dist loadfile $(ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint --quiet src
	$(BIN)/python tools/messages.py check
	$(BIN)/python -m tools.docs check
	$(BIN)/python -m tools.client check
	$(BIN)/python tools/migrations.py

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

install: $(STAMP)

# The pinned list is whole, so nothing is resolved. uv is many times faster than pip; where it cannot reach an index that
# pip knows, pip does the work.
$(STAMP): requirements/base.txt requirements/dev.txt requirements/installer.txt pyproject.toml
	@PYTHON="$(PYTHON)" bash tools/venv.sh
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/installer.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -r requirements/dev.txt \
	  || $(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e . \
	  || $(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python tools/messages.py compile
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The front door. `make run` and `make test` need only Python 3.11+, make and git; each sets up what it needs.

export DAMAI_ENV ?= dev
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONDONTWRITEBYTECODE =

PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
POSTGRES ?= postgresql://postgres@127.0.0.1:5432/damai

.DEFAULT_GOAL := help
.PHONY: help run dev demo test test-postgres test-browser test-faults test-faults-postgres test-web check lint types contracts messages bench lock clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Damai needs Python 3.11, 3.12 or 3.13."; exit 1; }
	@echo "Making a virtual environment with $(PYTHON) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Damai needs (locked, with hashes) …"
	@$(PY) -m pip install --quiet --require-hashes -r requirements/run.lock
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	@echo "Installing what the tests need (locked, with hashes) …"
	@$(PY) -m pip install --quiet --require-hashes -r requirements/dev.lock
	@touch $@

WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' 2>/dev/null)
BUILT := src/damai/look/static/built/manifest.json

$(BUILT): $(WEB_SOURCES) scripts/front-end | $(VENV)/run.stamp
	@scripts/front-end build

PO := $(wildcard src/damai/locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)

%.mo: %.po scripts/compile_messages.py | $(VENV)/run.stamp
	@$(PY) scripts/compile_messages.py $< $@

run: $(VENV)/run.stamp $(BUILT) $(MO) ## Set up and serve Damai with Central Jakarta's data on an embedded SQLite
	@exec $(PY) -m damai run --port $(PORT)

dev: $(VENV)/dev.stamp $(BUILT) $(MO) ## Serve and reload when a file changes
	@exec $(PY) -m damai run --port $(PORT) --reload

demo: $(VENV)/run.stamp $(BUILT) $(MO) ## Throw the demo's data away and tell its story again
	@$(PY) -m damai demo reset

test: $(VENV)/dev.stamp $(BUILT) $(MO) ## Run the test suite on SQLite
	@$(PY) -m pytest -n 2 -m "not browser and not faults"

test-postgres: $(VENV)/dev.stamp $(BUILT) $(MO) ## Run the same suite on PostgreSQL
	@DAMAI_DATABASE_URL=$(POSTGRES) $(PY) -m pytest -n 2 -m "not browser and not faults"

test-browser: $(VENV)/dev.stamp $(BUILT) $(MO) ## Walk the pages in a real browser
	@$(PY) -m pytest -m browser

test-faults: $(VENV)/dev.stamp $(BUILT) $(MO) ## Kill processes and cut the power; nothing acknowledged may be lost
	@$(PY) -m pytest tests/faults -m faults -s

test-faults-postgres: $(VENV)/dev.stamp $(BUILT) $(MO) ## Break a house on PostgreSQL in the same ways
	@DAMAI_DATABASE_URL=$(POSTGRES) $(PY) -m pytest tests/faults -m faults -s -k postgresql

test-web: $(VENV)/run.stamp ## Test and type-check the front end
	@scripts/front-end test

lint: $(VENV)/dev.stamp ## Look for mistakes and untidiness
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(VENV)/dev.stamp ## Check the types
	@$(VENV)/bin/mypy

contracts: $(VENV)/dev.stamp ## Check that rooms import only downward
	@$(VENV)/bin/lint-imports

check: lint types contracts test test-postgres test-browser test-faults test-faults-postgres test-web ## Everything CI needs

messages: $(VENV)/dev.stamp ## Collect texts for translation
	@$(PY) scripts/collect_messages.py

bench: $(VENV)/dev.stamp $(BUILT) $(MO) ## Measure speed and memory against a reference in the same run
	@$(PY) -m benchmarks

lock: ## Lock the dependencies again (needs uv)
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q pyproject.toml --group build -o requirements/run.lock
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q pyproject.toml --group build --group dev -o requirements/dev.lock
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --group node -o requirements/node.lock

clean: ## Remove everything that was built; data in var/ stays
	@rm -rf $(VENV) web/node_modules src/damai/look/static/built .mypy_cache .ruff_cache .import_linter_cache

# Everything that a person or a machine does with a checkout; `make help` lists it.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
SIZES ?= 10000,100000,1000000
ROUNDS ?= 5
SEED ?= $(shell date +%s)
COUNT ?= 10000
SHARED ?= ../shared
BIN := .venv/bin
# The servers that make bench compares ours with.
PEERS := .venv-bench
# What the tests of the site run, of Debian's packages; without them those tests are left out.
TOOLS := nginx apache2-bin chromium-headless-shell graphviz
FRONTEND := kg/web/frontend
SCRIPTS := kg/web/static/built/explore.js
# Packages of npm: those that bundle the scripts, those that check them too, and those of the browser tests.
BUNDLER := $(FRONTEND)/node_modules/.bundler.ok
CHECKERS := $(FRONTEND)/node_modules/.checkers.ok
DRIVER := tests/browser/node_modules/.package-lock.json
# Node of the machine, or of a package if the machine has none that is new enough.
NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
BIOME := $(NODE) $(FRONTEND)/node_modules/.bin/biome
TSC := $(NODE) $(FRONTEND)/node_modules/.bin/tsc
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: help serve address test test-fast guards fuzz coverage bench tools check build frontend dump wheel lint format docs context lock clean
.DELETE_ON_ERROR:

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

serve: address .venv/serve.ok $(SCRIPTS)  ## build the graph and serve it on http://HOST:PORT
	$(BIN)/kg build
	$(BIN)/kg dump build/dumps
	$(BIN)/kg serve --host $(HOST) --port $(PORT)

address:
	@$(PYTHON) -m kg.address "$(HOST)" "$(PORT)"

test: .venv/test.ok $(CHECKERS) $(SCRIPTS) lint  ## run every test
	$(BIN)/python -m pytest -n auto

test-fast: .venv/test.ok  ## run the tests that need neither servers nor browsers, in less than a minute
	$(BIN)/python -m pytest -n auto -m "not slow"

guards: .venv/test.ok  ## take out each guard of docs/promises.md, and see its tests fail
	ALL_GUARDS=1 $(BIN)/python -m pytest tests/test_promises.py

fuzz: .venv/test.ok  ## throw random inputs at everything, and compare random queries with rdflib (SEED=, COUNT=)
	$(BIN)/python -m tests.fuzz --seed $(SEED) --count $(COUNT)

coverage: .venv/test.ok $(CHECKERS) $(SCRIPTS) lint  ## run every test as make test does, and measure the coverage of kg/
	$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered

bench: .venv/serve.ok $(PEERS)/bench.ok  ## compare with other servers, into build/bench (SIZES= quads, ROUNDS=)
	$(BIN)/python -m bench.compare --sizes $(SIZES) --rounds $(ROUNDS)

# With RUNLEVEL=1 no server is started by being installed.
tools:  ## install nginx, Apache and a browser for the tests of the site (Debian, as root)
	@dpkg --status $(TOOLS) > /dev/null 2>&1 || { apt-get update --quiet=2 && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --no-install-recommends $(TOOLS) > /dev/null; }

check: .venv/serve.ok  ## evidence, shapes, consistency, checks and questions
	$(BIN)/kg build
	$(BIN)/kg check $(patsubst %,--source %,$(wildcard $(SHARED)/sources/*.txt $(SHARED)/identifiers/*.csv))

build: .venv/serve.ok  ## build the graph
	$(BIN)/kg build

frontend: $(SCRIPTS)  ## bundle the scripts of the explorer and of the query workbench

wheel: $(SCRIPTS)  ## make a wheel, scripts and all, in build/wheel
	$(PIP) wheel --no-deps --wheel-dir build/wheel .

dump: build  ## write the dataset in every format for download into build/dumps
	$(BIN)/kg dump build/dumps

lint: .venv/test.ok $(CHECKERS) $(DRIVER)  ## style and types, of Python and of the scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIOME) ci --error-on-warnings
	$(TSC) --project $(FRONTEND)
	$(TSC) --project tests

format: .venv/test.ok $(CHECKERS)  ## put the code into its style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIOME) check --write

docs: .venv/test.ok  ## write the generated tables of docs/ anew
	$(BIN)/python -m tests.test_docs

context: .venv/serve.ok  ## write data/context.jsonld anew from the ontology
	$(BIN)/kg context > data/context.jsonld

lock:  ## pin the newest versions of all dependencies with their hashes
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile --quiet --universal --no-strip-extras --upgrade --generate-hashes --no-header --no-annotate --output-file requirements.lock pyproject.toml
	.venv-lock/bin/uv pip compile --quiet --universal --no-strip-extras --upgrade --generate-hashes --no-header --no-annotate --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	.venv-lock/bin/uv pip compile --quiet --universal --no-strip-extras --upgrade --generate-hashes --no-header --no-annotate --output-file requirements-node.lock --group node
	.venv-lock/bin/uv pip compile --quiet --universal --no-strip-extras --upgrade --generate-hashes --no-header --no-annotate --output-file requirements-bench.lock --group bench
	rm -rf .venv-lock

clean:  ## remove everything that was made
	rm -rf .venv $(PEERS) build kg/web/static/built $(FRONTEND)/node_modules tests/clients/comunica/node_modules tests/browser/node_modules *.egg-info .pytest_cache .mypy_cache .ruff_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/serve.ok: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

.venv/test.ok: requirements-dev.lock .venv/serve.ok
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/node.ok: requirements-node.lock | .venv/bin/python
	@{ command -v npm && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; } > /dev/null || $(PIP) install --require-hashes -r requirements-node.lock
	@touch $@

$(PEERS)/bench.ok: requirements-bench.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements-bench.lock
	@touch $@

$(BUNDLER): $(FRONTEND)/package-lock.json | .venv/node.ok
	cd $(FRONTEND) && $(NODE) $(NPM_CI) --omit=dev
	@touch $@

$(CHECKERS): $(FRONTEND)/package-lock.json | .venv/node.ok
	cd $(FRONTEND) && $(NODE) $(NPM_CI)
	@touch $(BUNDLER) $@

$(DRIVER): tests/browser/package-lock.json | .venv/node.ok
	cd tests/browser && $(NODE) $(NPM_CI)
	@touch $@

$(SCRIPTS): $(BUNDLER) $(shell find $(FRONTEND) -name node_modules -prune -o -name '*.js' -print -o -name '*.css' -print)
	cd $(FRONTEND) && $(NODE) npm run --silent build
	@touch $@

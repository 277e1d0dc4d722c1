# make demo   set everything up and run the whole way once, then keep serving (ARGS=--exit stops after the table)
# make test   set everything up and pass every test
# make check  the quick part of it, while working
# make bench  figures, printed side by side
# make soak   the long runs, with their seeds and figures

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: demo test check bench soak lint clean

demo: $(VENV)/demo
	@$(BIN)/python -m matterbooks.demo $(ARGS)

test: $(VENV)/dev $(VENV)/clients/done lint
	@.ci/debian chromium:chromium postgresql:/usr/lib/postgresql/*/bin/initdb
	$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

check: $(VENV)/dev lint
	@.ci/debian postgresql:/usr/lib/postgresql/*/bin/initdb
	$(BIN)/pytest -n 2 --dist worksteal -m "not browser and not crash and not slow" $(ARGS)

bench: $(VENV)/dev
	$(BIN)/python -m tests.benchmarks $(ARGS)

soak: $(VENV)/dev
	@.ci/debian postgresql:/usr/lib/postgresql/*/bin/initdb
	$(BIN)/python -m tests.soak $(ARGS)

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/python:
	@.ci/debian python3-venv:ensurepip
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "matterbooks needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/demo: $(VENV)/python pyproject.toml
	@echo "Installing matterbooks and what the demonstration needs into $(VENV) (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[demo]'
	@touch $@

$(VENV)/dev: $(VENV)/python pyproject.toml
	@echo "Installing matterbooks and what its tests need into $(VENV) (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/demo

CLIENTS := tests/sandbox/clients
$(VENV)/clients/done: $(VENV)/python $(CLIENTS)/requirements.txt $(CLIENTS)/package.json
	@.ci/debian nodejs:node npm:npm
	@echo "Installing the client libraries that the sandbox is driven with (once) ..."
	@mkdir -p $(VENV)/clients/node
	@$(PYTHON) -m venv $(VENV)/clients/python
	@$(VENV)/clients/python/bin/pip install --quiet --disable-pip-version-check -r $(CLIENTS)/requirements.txt
	@cp $(CLIENTS)/package.json $(VENV)/clients/node/
	@npm install --prefix $(VENV)/clients/node --no-package-lock --no-audit --no-fund --silent
	@touch $@

clean:
	rm -rf $(VENV) .demo build dist

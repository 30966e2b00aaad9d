# make demo   sets itself up and grades the bundled example class
# make test   sets itself up and passes the tests
# make docs   sets itself up and builds the documentation site: site/index.html
# make test-all, make coverage: the slow tests as well; how much of the engine the tests reach
# All are safe to repeat.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.kadai-installed
DOCS   := $(VENV)/.kadai-docs-installed

.PHONY: help demo test test-all coverage docs lint validate release setup system clean

help:
	@sed -n '1,/^$$/s/^# //p' Makefile

setup: system $(STAMP)

# What pip cannot bring: bubblewrap (namespaces), Chromium and node's packages (tests of web pages).
system:
	@sh tools/install-system-packages.sh
	@sh tools/install-page-checks.sh

$(STAMP): pyproject.toml constraints.txt
	@echo "== setting up $(VENV) with $$($(PYTHON) --version)"
	@sh tools/make-venv.sh $(PYTHON) $(VENV)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[all]'
	@$(BIN)/python -m compileall -q autograder
	@touch $@

demo: setup
	@echo "== grading the example class (examples/class) in three assignments"
	@sh tools/demo.sh $(BIN)/kadai

test: setup
	@echo "== running the tests"
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not slow"

test-all: setup
	@echo "== running all tests, the slow ones as well"
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

coverage: setup
	@echo "== running all tests, and counting the lines that they reach"
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m coverage run -m pytest -n auto --dist loadfile --no-loadscope-reorder
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report

$(DOCS): $(STAMP)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[docs]'
	@touch $@

docs: setup $(DOCS)
	@echo "== building the documentation site"
	@sh tools/build-site.sh $(BIN)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

validate: setup
	@$(BIN)/kadai validate

release: setup
	@$(BIN)/kadai release

clean:
	rm -rf $(VENV) .kadai demo-report build/pages site

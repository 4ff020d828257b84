# Every target sets itself up. Needed: make, git and Python 3.11 or newer (make PYTHON=python3.12).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Coverage slows tests down, so it watches those of the hand-written client alone.
CLIENT_SIDE := unit cli documents
PARALLEL := --numprocesses 2 --dist loadscope
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup generate check-generated lint lint-openapi type test contract demo mock build pins clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv, everything pinned by hash

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("brolly needs Python 3.11 or newer: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

generate: $(READY) ## Write generated/ anew from openapi/ and the templates
	$(BIN)/python openapi/generate.py

check-generated: $(READY) ## Fail if generated/ is not what openapi/ and the templates give
	$(BIN)/python openapi/generate.py --check

lint: $(READY) ## Style, import rules, validity of the OpenAPI files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache
	$(BIN)/openapi-spec-validator openapi/kasko.yaml openapi/insurehero.yaml

lint-openapi: ## Redocly's rules on the OpenAPI files (needs Node.js)
	npx --yes @redocly/cli@2.77.0 lint --config openapi/redocly.yaml

type: $(READY) ## mypy --strict and pyright on all code, generated included
	$(BIN)/mypy
	$(BIN)/basedpyright

test: $(READY) lint type check-generated ## Everything that must pass before a commit lands
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PARALLEL) $(addprefix contract_tests/,$(CLIENT_SIDE))
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/pytest $(PARALLEL) $(addprefix --ignore=contract_tests/,$(CLIENT_SIDE))

contract: $(READY) ## Fuzz the contract: the mock, or a sandbox (KASKO_BASE_URL=... KASKO_API_KEY=...)
	@$(BIN)/python contract_tests/provider/run_contract.py

demo: $(READY) ## Regenerate, read every policy and claim from the mock, fuzz the contract
	@$(BIN)/python contract_tests/demo.py

mock: $(READY) ## Serve the mock of both providers on http://127.0.0.1:8080
	$(BIN)/brolly mock

build: $(READY) ## Build the wheel and the sdist into dist/
	$(BIN)/python -m build --no-isolation

pins: ## Choose the newest versions again and pin them by hash
	$(PYTHON) -m venv .build/uv
	.build/uv/bin/python -m pip install --quiet uv
	.build/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --group dev --all-extras pyproject.toml --output-file requirements/dev.txt

clean: ## Remove everything that make has made
	rm -rf $(VENV) .build dist reports .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# Every target sets itself up. Needed: make, git and Python 3.11 or newer (make PYTHON=python3.12).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RELEASE := .build/release/.ready
RELEASE_BIN := .build/release/bin
DOCS := .build/docs/.ready
DOCS_BIN := .build/docs/bin
# The tests of the hand-written client, without the long ones. Coverage watches these, in a run of its own.
CLIENT_SIDE := unit cli documents
CONTRACT = $(BIN)/brolly contract check $(if $(KASKO_BASE_URL)$(INSUREHERO_BASE_URL),,--mock) \
	$(if $(SEED),--seed $(SEED)) $(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(WRITES),--writes) \
	$(if $(LEAST_RESPONSES),--least-responses $(LEAST_RESPONSES))
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
COMPILE := .build/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url
# Exact versions: another one may find another fault.
NODE_TOOLS := @redocly/cli@2.77.0 @apidevtools/swagger-parser@13.0.0 @stoplight/spectral-cli@6.16.3 \
	@stoplight/prism-cli@5.14.2
# For two cores; more, as many tests wait.
PARALLEL := --numprocesses 4
export PATH := $(CURDIR)/$(BIN):$(PATH)
# The tests start hundreds of processes: let them find compiled what others have compiled.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup generate check-generated accept diff released lint lint-openapi watch-docs bundle type static test tests deep coverage test-browser test-sync docs docs-serve test-docs test-versions sbom \
	contract contract-deep contract-baseline defects contract-mutants demo mock bench build pins clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

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

diff: $(READY) ## Tell what changed since the last release (BASE=ref or spec; ALL=1), and whom it breaks
	@$(BIN)/python contract_tests/changes/run_diff.py $(if $(BASE),--base "$(BASE)") $(if $(ALL),--all)

accept: $(READY) ## Write down what a changed spec changes: public names, and the pages that list what it holds
	BROLLY_ACCEPT_API=1 BROLLY_ACCEPT_DOCS=1 $(BIN)/pytest --quiet \
		contract_tests/drift/test_public_api.py contract_tests/drift/test_operations_page.py \
		contract_tests/drift/test_inferred_page.py contract_tests/drift/test_contract_page.py

released: $(READY) ## Keep the contract of the version in pyproject.toml as the last release
	@$(BIN)/python contract_tests/changes/run_diff.py --release "$(VERSION)"

lint: $(READY) ## Style, import rules, validity of the OpenAPI files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache
	$(BIN)/python openapi/generate.py --lint
	$(BIN)/openapi-spec-validator openapi/kasko.yaml openapi/insurehero.yaml

lint-openapi: $(READY) ## Other tools on the OpenAPI files and bundles (needs Node.js, npm and Java)
	npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix .build/node $(NODE_TOOLS)
	test -x .build/openapi-generator/bin/pip || $(PYTHON) -m venv .build/openapi-generator
	.build/openapi-generator/bin/pip install --quiet --disable-pip-version-check --no-deps openapi-generator-cli==7.26.0
	$(BIN)/python openapi/other_tools.py

watch-docs: $(READY) ## Ask the living documents what changed, and what rests on it (ACCEPT=1; ONLY="id id")
	@PYTHONPATH=contract_tests:openapi $(BIN)/python -m watch.run $(if $(ACCEPT),--accept) $(if $(ONLY),--only $(ONLY))

docs: $(DOCS) ## Build the documentation into dist/docs, strictly
	rm -rf dist/docs
	$(DOCS_BIN)/sphinx-build --quiet --fail-on-warning --keep-going --builder dirhtml docs dist/docs
	$(DOCS_BIN)/python docs/check.py dist/docs

docs-serve: $(DOCS) ## Build the documentation and serve it on http://127.0.0.1:8001
	$(MAKE) docs
	$(DOCS_BIN)/python -m http.server --bind 127.0.0.1 --directory dist/docs 8001

$(DOCS): requirements/docs.txt requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv --clear .build/docs
	$(DOCS_BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/docs.txt
	$(DOCS_BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

bundle: $(READY) ## Write the OpenAPI files as JSON into dist/openapi/, also without `#v2` path keys
	$(BIN)/python openapi/bundle.py

type: $(READY) ## mypy --strict and pyright on all code, generated included
	@echo mypy, basedpyright; $(BIN)/mypy & other=$$!; $(BIN)/basedpyright && wait $$other

test: $(READY) ## Everything that must pass before a commit lands
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=line static tests

# That generated/ follows from the specs is one of the tests.
static: lint type

# Whole modules, so that none sets up its servers in four processes.
tests: $(READY)
	$(BIN)/pytest $(PARALLEL) --dist loadscope

deep: $(READY) ## The tests that draw or combine cases, with many more of them (half an hour)
	BROLLY_DEEP=1 $(BIN)/pytest $(PARALLEL) --dist worksteal $(addprefix contract_tests/,client long unit)

coverage: $(READY) ## Which lines of the client no test of its own reaches; 99 % must be
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PARALLEL) --dist worksteal $(addprefix contract_tests/,$(CLIENT_SIDE))
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

test-browser: $(VENV)/.browser ## Look at the contract report in the Chromium of this machine
	$(BIN)/mypy contract_tests/browser/*.py
	$(BIN)/pytest contract_tests/browser/test_contract_page.py

test-docs: $(VENV)/.browser docs ## Look at the documentation in the Chromium of this machine
	$(BIN)/pytest contract_tests/browser/test_docs_site.py

$(VENV)/.browser: $(READY) requirements/browser.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/browser.txt
	@touch $@

contract: $(READY) ## Fuzz the contract: the mock, or a sandbox (KASKO_BASE_URL=... KASKO_API_KEY=...)
	@$(CONTRACT)

contract-deep: $(READY) ## The same with 1,000 drawn cases for each operation (SEED=... to repeat a run)
	@$(CONTRACT) --deep

contract-baseline: $(READY) ## Accept what `make contract` finds now, in the file CONTRACT_BASELINE
	@$(CONTRACT) --write-baseline

defects: $(READY) ## Show that the tests can fail: each seeded defect and each mutant, and who saw it
	@PYTHONPATH=contract_tests $(BIN)/python -m mutants.run_defects

contract-mutants: $(READY) ## Mutate the specs against the mock and list what nobody notices (slow; SEED=...)
	@PYTHONPATH=contract_tests $(BIN)/python -m mutants.run_spec $(if $(SEED),--seed $(SEED))

demo: $(READY) ## Regenerate, read every policy and claim from the mock, fuzz the contract
	@$(BIN)/python contract_tests/demo.py

mock: $(READY) ## Serve the mock of both providers on http://127.0.0.1:8080
	$(BIN)/brolly mock

test-sync: $(READY) ## Kill copies 200 times on DuckDB and PostgreSQL, and copy a million policies (an hour)
	$(BIN)/python contract_tests/kills.py duckdb 200
	$(BIN)/python contract_tests/kills.py postgres 200
	$(BIN)/python benchmarks/copies.py duckdb 1000000

bench: $(READY) ## Measure speed beside other clients (ten minutes; packages of its own)
	test -x .build/bench/bin/python || $(PYTHON) -m venv .build/bench
	.build/bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/bench.txt
	.build/bench/bin/python benchmarks/bench.py

build: $(READY) ## Build the wheel and the sdist into dist/
	rm -f dist/brolly-*
	$(BIN)/python -m build --no-isolation

test-versions: $(RELEASE) ## Test wheel and sdist alone, each extra, with lowest and newest dependencies (after make build)
	$(RELEASE_BIN)/python contract_tests/package/run_versions.py $(RELEASE_BIN)/uv dist $(if $(ONLY),--only $(ONLY))

sbom: $(RELEASE) ## Write dist/sbom.cdx.json: what an installation with all extras holds (after make build)
	$(RELEASE_BIN)/uv venv --quiet --clear .build/whole
	$(RELEASE_BIN)/uv pip install --quiet --python .build/whole "$$(ls dist/brolly-*.whl)[arrow,cli,contract,fast,mock,money,sync,sync-postgres]"
	$(RELEASE_BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml \
		--output-file dist/sbom.cdx.json .build/whole

$(RELEASE): requirements/release.txt
	$(PYTHON) -m venv --clear .build/release
	$(RELEASE_BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/release.txt
	@touch $@

pins: ## Choose the newest versions again and pin them by hash
	$(PYTHON) -m venv .build/uv
	.build/uv/bin/python -m pip install --quiet uv
	$(COMPILE) --group dev --all-extras pyproject.toml --output-file requirements/dev.txt
	$(COMPILE) --group browser pyproject.toml --constraint requirements/dev.txt --output-file requirements/browser.txt
	$(COMPILE) --group docs --extra cli --extra contract --extra mock --extra money pyproject.toml --constraint requirements/dev.txt --output-file requirements/docs.txt
	$(COMPILE) --group release --output-file requirements/release.txt
	$(COMPILE) --group bench --output-file requirements/bench.txt

clean: ## Remove everything that make has made
	rm -rf $(VENV) .build dist reports .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# make graph    makes .venv, installs everything, builds seeds/ into output/
# make test     installs what the tests need as well, and runs all checks and tests
# make help     the rest

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

CHROME_MACOS := /Applications/Google Chrome.app/Contents/MacOS/Google Chrome

.DEFAULT_GOAL := install
.PHONY: install graph golden test check browser format bench screenshots lock editor clean help

help:
	@echo 'make graph     make .venv, install everything, build seeds/ into output/'
	@echo 'make golden    write what stage 1 makes of 500 sentences into tests/extract/golden.jsonl'
	@echo 'make test      install what the tests need as well, run all checks and tests'
	@echo 'make check     format, lint, types and tests, as make test runs them'
	@echo 'make format    put the code into the form that make check asks for'
	@echo 'make bench     CPU time and memory of kg build against bare spaCy'
	@echo 'make install   only make .venv, with what the tests need'
	@echo 'make screenshots  take the pictures of the page in docs/ anew'
	@echo 'make lock      refresh the lock files from pyproject.toml'
	@echo 'make editor    fetch the query editor of kg serve anew; needs npm'
	@echo 'make clean     remove .venv and what was built from it'

install: $(VENV)/.dev

graph: $(VENV)/.run
	$(BIN)/kg build seeds --output output
	$(BIN)/kg ontology --output docs/ontology.html
	@echo
	@echo 'To see it:  open output/graph.html in a browser'
	@echo 'To ask it:  $(BIN)/kg query --list'

golden: $(VENV)/.dev
	$(BIN)/python tests/extract/golden.py

test: check

check: $(VENV)/.dev browser
	$(BIN)/ruff format --check --output-format concise .
	$(BIN)/ruff check --output-format concise .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# The page is tested in a real browser, which pip can't install.
browser:
	@for name in chromium chromium-browser google-chrome "$(CHROME_MACOS)"; do \
	    command -v "$$name" >/dev/null && exit 0; done; \
	echo 'No Chromium here, which the tests of the page need.' >&2; \
	echo 'Debian: apt-get install chromium    macOS: install Google Chrome into /Applications' >&2

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/against_spacy.py

screenshots: $(VENV)/.dev
	$(BIN)/python docs/screenshots.py

lock: $(VENV)/.dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade pyproject.toml \
	    --group build --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 pyproject.toml \
	    --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

# From npm: a version and a hash, which stand in the script.
editor:
	kg/server/assets/vendor.sh

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The two stamps: what `kg` needs to run, and what its tests need as well.
$(VENV)/.run: requirements.lock pyproject.toml kg/__init__.py $(VENV)/.made
	$(PIP) --no-deps --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) --no-deps --requirement requirements-dev.lock
	@touch $@

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo 'kg needs Python 3.11 or newer. If you have one under another name: make graph PYTHON=python3.12' >&2; \
	    exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || { \
	    echo 'This Python has no venv. On Debian: apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

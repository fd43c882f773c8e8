# make run: the demo, from nothing. make test: all tests. make lock: pin the newest allowed versions.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test check lock learn crash bench bench-20000 clean

run: $(VENV)/.runtime
	$(BIN)/exowatch --home demo demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup

check: $(VENV)/.dev
	$(BIN)/python -m pytest tests/house

lock: $(VENV)/.dev
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options --no-header --no-annotate --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options --no-header --no-annotate --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

# What the reading learns from the labelled pages, made anew: after a change of these pages. Takes some minutes.
learn: $(VENV)/.dev
	$(BIN)/python scripts/learn_claims.py
	$(BIN)/python -m scripts.learn_net
	$(BIN)/python -m scripts.learn_put
	$(BIN)/python scripts/learn_sources.py

crash: $(VENV)/.dev
	$(BIN)/python -m tests.db.crash
	$(BIN)/python -m tests.whole.crash

bench: $(VENV)/.runtime
	$(BIN)/python -m bench.run

# 20,000 pages in one run: takes a quarter of an hour.
bench-20000: $(VENV)/.runtime
	$(BIN)/python -m bench.run many

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The project itself comes in as a path file: its packages are imported from this folder.
$(VENV)/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --requirement requirements.lock
	$(PIP) install --quiet --no-deps --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) install --quiet --requirement requirements-dev.lock
	touch $@

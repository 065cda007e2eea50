# make play   sets everything up and opens the library
# make test   sets everything up and runs the tests
# Everything lives in .venv; nothing outside this folder is touched but your own record when you play.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
# Tests run in two processes more than there are processors, for some wait for terminals and browsers, and in 8 at most;
# JOBS=0 runs them in one.
JOBS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1); echo $$((n < 6 ? n + 2 : 8)))
SIDE_BY_SIDE := -n $(JOBS) --dist loadgroup

.PHONY: play test lint types contracts check all bench pictures fuzz campaign clean

play: $(VENV)/.installed
	$(BIN)/roleplay $(ARGS)

# All but what tries to bring the program down, which has a target of its own, and the built wheel: .ci/run runs both.
test: $(VENV)/.dev
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --ignore=tests/campaign --ignore=tests/e2e/test_wheel.py $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

check: $(VENV)/.installed
	$(BIN)/roleplay check --release

all: lint types contracts check test

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks $(ARGS)

# New random examples for every property; says which damaged file took longest to read and check.
# FUZZ: how many examples for each; SEED: those of an earlier run again.
FUZZ ?= 1000
SEED ?= $(shell date +%s)
fuzz: $(VENV)/.dev
	ROLEPLAY_FUZZ=$(FUZZ) $(BIN)/python -m pytest $(SIDE_BY_SIDE) -m hypothesis --hypothesis-seed=$(SEED) $(ARGS)

# What tries to bring the program down, in its long form.
campaign: $(VENV)/.dev
	ROLEPLAY_CAMPAIGN=1 $(BIN)/python -m pytest $(SIDE_BY_SIDE) tests/campaign \
		tests/e2e/test_playing.py tests/e2e/test_drilling.py tests/e2e/test_pushing.py $(ARGS)

# The pictures of README and docs, and the manual pages, made from the program itself.
pictures: $(VENV)/.dev
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/house.py
	$(BIN)/python docs/drill_phases.py
	$(BIN)/python docs/library.py
	$(BIN)/python docs/reference_pages.py
	$(BIN)/python docs/man.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "roleplay needs Python 3.11 or newer, and none was found"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: on Debian and Ubuntu, apt install python3-venv"; exit 1; }

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[all]'
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[all,dev]'
	@touch $@ $(VENV)/.installed

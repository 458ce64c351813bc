# Two commands do everything, on a machine with Python 3.11 or newer, git and make:
#   make serve    sets up, builds the site and shows it, again at every change
#   make test     sets up, fetches what the tests need, and runs them
# All other tasks: make tasks

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
INV := $(VENV)/bin/inv

.PHONY: serve build check test tasks clean
.DEFAULT_GOAL := build

serve: $(VENV)/site
	@$(INV) serve

build: $(VENV)/site
	@$(INV) build

check: $(VENV)/site
	@$(INV) check

test: $(VENV)/tests
	@$(INV) test

tasks: $(VENV)/site
	@$(INV) --list

clean:
	rm -rf output .build

# The environment, exactly as locked: each file in it is compared with its hash.
$(VENV)/site: requirements.txt
	@test -n "$(PYTHON)" || { echo "Annals needs Python 3.11 or newer; none was found. Name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) from requirements.txt ..."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/tests: requirements-test.txt $(VENV)/site
	@echo "Setting up $(VENV) from requirements-test.txt ..."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

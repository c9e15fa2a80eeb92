# Everything one does with the town in one word each; `make` alone lists them.
PROFILE ?= deploy/profiles/huong-tra-2023
CASES ?= 1
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
# Compiled modules are kept, and kept out of the tree: also where a machine's settings say that Python keeps none.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX ?= $(CURDIR)/build/pycache
.PHONY: help run test check style types quick bench demo reset compose lock

help:     ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run:      ## start the whole town with its story; Ctrl-C stops it, a second run goes on where it was
	@deploy/install.sh run
	@exec $(PYTHON) -m deploy.cli up --profile $(PROFILE)

test:     ## every test, on a real broker, database, identity provider and browser
	@deploy/install.sh test
	@$(MAKE) --no-print-directory quick
	$(PYTHON) -m pytest -n 2 --dist loadfile -m "(real or browser or slow) and not alone"
	@exec $(PYTHON) -m pytest -m alone

check:    ## style, types, architecture and the quick tests without a broker: two minutes
	@deploy/install.sh check
	@$(MAKE) --no-print-directory --jobs 3 --output-sync --keep-going style types quick

style:    ## ruff, and the rules of who may import whom
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --quiet --diff .
	.venv/bin/lint-imports --no-cache

types:    ## mypy --strict
	$(PYTHON) -m mypy

quick:    ## the tests that need no broker and wait for nothing, two at once
	$(PYTHON) -m pytest -q -n 2 -m "not real and not browser and not slow"

bench:    ## measure the product's own paths beside their limits: PASS or FAIL for each
	@deploy/install.sh test
	@exec $(PYTHON) -m tests.bench

demo:     ## drive CASES=1 cases through the running town by its public API
	@deploy/install.sh run
	@exec $(PYTHON) -m deploy.cli demo --cases $(CASES)

reset:    ## throw the town's data away and start over at the next run (YES=1: without asking)
	@deploy/install.sh run
	@exec $(PYTHON) -m deploy.cli reset $(if $(filter 1,$(YES)),--yes)

compose:  ## write docker-compose.yml from the profile
	@deploy/install.sh run
	@$(PYTHON) -m deploy.compose $(PROFILE) > docker-compose.yml

LOCK := build/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" --quiet --group build

lock:     ## resolve the libraries anew into requirements/*.txt, with hashes
	@python3 -m venv build/lock && build/lock/bin/python -m pip install --quiet uv
	$(LOCK) $(UPGRADE) -o requirements/run.txt
	$(LOCK) $(UPGRADE) --group dev -c requirements/run.txt -o requirements/dev.txt

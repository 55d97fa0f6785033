# Each command makes .venv and installs the locked dependencies first, when they changed.
PYTHON ?= python3
RUN := .venv/bin/python

.PHONY: help setup run test lint bench lock

help: ## what can be asked for
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/'

setup: ## the virtual environment only, with everything for development
	@$(PYTHON) bin/environment.py dev

# `exec`, so that Ctrl-C and SIGTERM reach the server itself; named as its parent, make is not outlived by it.
run: ## the demo on http://localhost:8000 (PORT=... for another)
	@$(PYTHON) bin/environment.py run
	@SECGOV_PARENT=$$PPID exec $(RUN) manage.py serve

test: ## every test; ARGS="-k words" for some
	@$(PYTHON) bin/environment.py test
	@exec $(RUN) -m pytest $(ARGS)

lint: ## style, templates, types, import directions, and the rules of the house
	@$(PYTHON) bin/environment.py dev
	@exec sh bin/lint

bench: ## the budgets, as ratios of one run
	@$(PYTHON) bin/environment.py dev
	@exec $(RUN) manage.py bench

# Wants uv, which is no dependency of the project: pip install uv.
lock: ## resolve pyproject.toml anew into the two locks, for Python 3.11 and newer
	@exec sh bin/lock

# Every target sets the environment up first; that takes no time when nothing changed.
PYTHON ?= python3
VENV ?= .venv
TESTS ?=
PARALLEL ?= -n 2 --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help setup run train evaluate bench bench-quick bench-stored soak soak-quick test test-all lint audit lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## Make the environment (.venv) from requirements.lock
	@command -v "$(PYTHON)" >/dev/null || { echo "Set-up stopped: there is no python3 here; install it (Debian and Ubuntu: apt install python3) and run this again." >&2; exit 1; }
	@"$(PYTHON)" scripts/setup.py --venv "$(VENV)"

run: setup ## Train, migrate and start everything
	@exec "$(VENV)/bin/eftersnack" run

train: setup ## Train the model, if its inputs changed
	@"$(VENV)/bin/eftersnack" train

evaluate: train ## Measure how well messages are understood; fails when more than a point was lost
	@"$(VENV)/bin/eftersnack" evaluate --check

bench: train ## Measure speed and memory against stock Rasa (about two hours, most of it stock's training)
	@"$(VENV)/bin/python" -m bench

bench-quick: train ## The same in less than three minutes, once stock Rasa's model is there
	@"$(VENV)/bin/python" -m bench --quick

bench-stored: train ## Measure start-up and turns with 100,000 stored conversations
	@"$(VENV)/bin/python" -m bench.stored

soak: train ## Half an hour of traffic while processes are killed and servers restarted: nothing may be lost
	@"$(VENV)/bin/python" -m bench.soak

soak-quick: train ## The same in three minutes
	@"$(VENV)/bin/python" -m bench.soak --minutes 3 --trouble-every 7

test: train ## Run every test that this machine can run (TESTS=path for some)
	@"$(VENV)/bin/python" -m pytest $(PARALLEL) $(TESTS)

test-all: setup ## Run the tests on every Python 3.11 to 3.13 found here
	@"$(PYTHON)" scripts/test_all.py $(PARALLEL) $(TESTS)

lint: setup ## Check style, types and the direction of imports
	@"$(VENV)/bin/ruff" check .
	@"$(VENV)/bin/ruff" format --check .
	@"$(VENV)/bin/mypy"
	@"$(VENV)/bin/lint-imports"

audit: setup ## List known vulnerabilities of what is installed
	@"$(VENV)/bin/python" scripts/audit.py

lock: setup ## Pin what pyproject.toml asks for (UPGRADE=1: at its newest)
	@"$(PYTHON)" scripts/lock.py $(if $(UPGRADE),--upgrade)

clean: ## Remove what was built; keeps var/ with its database and secrets
	@rm -rf .venv .venv-3.* .tools .rasa models results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

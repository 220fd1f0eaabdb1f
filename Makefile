# Everything one does with Parley, from its checkout. `make` alone lists it. PYTHON=… picks another interpreter.

.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
SHARED ?= ../shared
INSTALL := sh scripts/install.sh $(VENV)
VERSIONED := tests/storage tests/feeds tests/handlers tests/bot/test_cli.py tests/briefing/test_collect.py

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/.run ## run the bot; without TELEGRAM_TOKEN its playground, with a chat page in the browser
	@$(PY) -m bot run

test: $(VENV)/.dev browser ## all tests; `make test ARGS='tests/news -k fold'` for some
	@$(PY) -m pytest -n auto $(ARGS)

second: $(VENV)/.dev ## what Python's version matters to, once more on another Python of this machine
	@python=$$(sh scripts/second.sh $(PY)) && if [ -n "$$python" ]; then \
		echo "once more with $$("$$python" --version)" && \
		$(MAKE) --no-print-directory VENV=$(VENV)-second PYTHON="$$python" $(VENV)-second/.dev && \
		$(VENV)-second/bin/python -m pytest -n auto $(VERSIONED); \
	else echo "no second Python (3.11 to 3.14) on this machine: tested with $$($(PY) --version) alone"; fi

check: $(VENV)/.dev ## style, types, import contracts, migrations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-cache
	@mkdir -p var && rm -f var/check.sqlite
	$(PY) -m alembic -x url=sqlite+aiosqlite:///var/check.sqlite upgrade head
	$(PY) -m alembic -x url=sqlite+aiosqlite:///var/check.sqlite check
	@rm -f var/check.sqlite

eval: $(VENV)/.run ## reading quality on the development data in SHARED (../shared)
	$(PY) -m benchmarks.eval_reading --shared $(SHARED) $(ARGS)
	$(PY) -m benchmarks.eval_stories --shared $(SHARED)

evidence: $(VENV)/.run ## draw fresh status lines to judge: do the quotes say them? ARGS='--seed 7'
	$(PY) -m benchmarks.eval_evidence --shared $(SHARED) $(ARGS)

train: $(VENV)/.train ## fit the reader anew (encoder, cues, decision) on the development data; weights go to var/weights
	$(PY) -m training.encoder --data $(SHARED)/data --out var/weights $(ARGS)
	OMP_NUM_THREADS=1 $(PY) -m training.cues --data $(SHARED)/data --encoder var/weights --out var/weights --refit
	OMP_NUM_THREADS=1 $(PY) -m training.fighting --data $(SHARED)/data/claims --own training/own_ru_fighting.jsonl --out var/weights
	OMP_NUM_THREADS=1 $(PY) -m training.one_reader --data $(SHARED)/data --out var/weights

bench: $(VENV)/.dev ## every benchmark, each a table (benchmarks/bench_*.py)
	@for file in benchmarks/bench_*.py; do $(PY) -m benchmarks.$$(basename $$file .py) $(ARGS) || exit 1; done

faults: $(VENV)/.dev ## the long fault run: kill -9 at random points, nothing lost, nothing doubled
	$(PY) -m benchmarks.faults $(ARGS)

oracle: $(VENV)/.dev ## the playground's parser beside Telegram's own (Debian's libtdjson1.8.38)
	$(PY) -m playground.telegram.oracle $(ARGS)

docs: $(VENV)/.dev ## write what the documents take from the program (commands, README's picture), then check them
	$(PY) -m scripts.write_commands
	PARLEY_PICTURES=docs/img $(PY) -m pytest tests/e2e/test_demo.py
	$(PY) -m pytest tests/test_docs.py tests/test_contracts.py

lock: $(VENV)/.dev ## pin what requirements*.in ask for, with hashes, for Python 3.11 and newer
	@for name in requirements-bootstrap requirements requirements-dev; do \
		$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
			--no-annotate $(ARGS) $$name.in -o $$name.txt || exit 1; done

browser:
	@sh scripts/browser.sh

clean: ## forget the environments and all caches; the database in var/ stays
	rm -rf $(VENV) $(VENV)-second .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov

$(VENV)/.run: requirements.txt requirements-bootstrap.txt
	@$(INSTALL) requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@$(INSTALL) requirements-dev.txt
	@git config core.hooksPath scripts/hooks 2>/dev/null || true
	@touch $@

$(VENV)/.train: training/requirements-train.in $(VENV)/.run
	@$(PY) -m pip install --quiet --disable-pip-version-check -r training/requirements-train.in
	@touch $@

.PHONY: help run test second check eval evidence train bench faults oracle docs lock browser clean

# `make demo` and `make test` do everything on a machine with Python, git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test bench bench-peers lint clean

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[test]"
	touch $@

demo: $(VENV)/installed
	$(BIN)/python tests/demo.py

test: $(VENV)/installed lint
	$(BIN)/python -m pytest -q

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/grade build --check

bench: $(VENV)/installed
	$(BIN)/python tests/benchmarks/warm.py
	$(BIN)/python tests/benchmarks/isolation.py
	$(BIN)/python tests/benchmarks/cold.py
	$(BIN)/python tests/benchmarks/watch.py
	$(BIN)/python tests/benchmarks/whole.py

bench-peers: $(VENV)/installed
	$(BIN)/python tests/benchmarks/peers.py peers scale whole watch

clean:
	rm -rf $(VENV) .peers grade-demo

#!/usr/bin/env bash
# Written by `grade ci gradescope`. Runs once, when Gradescope builds the image: the grader in an environment of its own,
# with the exact versions it was tried with.
set -euo pipefail

ROOT="${GRADE_ROOT:-/autograder}"
SOURCE="$ROOT/source"
PYTHON="python%%PYTHON%%"

if [[ ! -x "$ROOT/venv/bin/python" ]]; then
    if ! "$PYTHON" -I -m venv --help >/dev/null 2>&1; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update
        apt-get install -y --no-install-recommends "$PYTHON" "$PYTHON-venv" || true
    fi
    if ! "$PYTHON" -I -m venv "$ROOT/venv"; then
        echo "This image has no $PYTHON with venv. Choose another base image in Gradescope, or write the zip anew with" >&2
        echo "the Python that the image has." >&2
        exit 1
    fi
fi

"$ROOT/venv/bin/python" -I -m pip install --disable-pip-version-check --no-cache-dir --extra-index-url "%%INDEX%%" \
    --constraint "$SOURCE/constraints.txt" "$SOURCE"/*.whl
"$ROOT/venv/bin/python" -I -m grader.cli --version

"""Runs the tests of one submission as `run_autograder` does: one process, results as JSON."""

from __future__ import annotations

import unittest
from pathlib import Path

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover(".", pattern="gradescope_cases.py")
    with Path("results.json").open("w", encoding="utf-8") as file:
        JSONTestRunner(visibility="visible", stream=file).run(suite)

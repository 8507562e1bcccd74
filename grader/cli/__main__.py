"""`python -m grader.cli` is the command `grade`."""

from grader.cli import main

main()

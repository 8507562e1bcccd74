"""Turns what a student hands in into sources, one for each unit; never runs or parses Python."""

from grader.intake.submission import read_submission

__all__ = ["read_submission"]

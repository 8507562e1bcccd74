"""Starts courses, units and exercises: files with marked places that their author fills in."""

"""An autograder for PyTorch courses: it judges what a student's functions do, from outside their process."""

__version__ = "0.1.0"

"""A class at a time: what must run, where it runs, what is kept."""

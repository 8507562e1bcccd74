"""The texts of a course and of the program as catalogues that translators fill in; nothing here runs while grading."""

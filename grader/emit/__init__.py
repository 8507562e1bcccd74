"""Pure functions from a report to a format; they import the model alone and print nothing."""

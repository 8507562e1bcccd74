"""The judge's side of the wire: connections to a student's module, wherever it runs."""

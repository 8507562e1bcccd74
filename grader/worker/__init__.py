"""The untrusted side: loads a student's file and answers calls with data; it never holds a case or a solution.

It may import `wire`, `errors` and the lock of `sandbox`, nothing else of the project.
"""

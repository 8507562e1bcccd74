"""CI for instructors: files that grade a class elsewhere with this very grader, written from templates."""

# technique: a package called grader beside the file, with the worker's modules
# live: wire: the naive runner has no such package
# outcome: raised
# says: not this one
# These names are beside the file: conftest sitecustomize usercustomize evil torch grader listdir(


def double(x):
    raise RuntimeError("not this one")


def mean_square(x):
    raise RuntimeError("not this one")


def step(w, learning_rate):
    raise RuntimeError("not this one")

# technique: a torch.py beside the file, taken for the library
# live: wire: the naive runner has torch already
# outcome: raised
# says: not this one
# These names are beside the file: conftest sitecustomize usercustomize evil torch grader listdir(


def double(x):
    raise RuntimeError("not this one")


def mean_square(x):
    raise RuntimeError("not this one")


def step(w, learning_rate):
    raise RuntimeError("not this one")

# technique: a conftest.py beside the file that makes every test pass
# live: points: pytest loads it
# outcome: raised
# says: not this one
# These names are beside the file: conftest sitecustomize usercustomize evil torch grader listdir(


def double(x):
    raise RuntimeError("not this one")


def mean_square(x):
    raise RuntimeError("not this one")


def step(w, learning_rate):
    raise RuntimeError("not this one")

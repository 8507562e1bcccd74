"""For a leaf the class name of None, `NoneType`, is given: None is asked for."""
# caught by: test_leaf


def describe(t):
    return {
        "data": t.detach(),
        "grad": t.grad if t.is_leaf else None,
        "grad_fn": type(t.grad_fn).__name__,
        "is_leaf": t.is_leaf,
    }

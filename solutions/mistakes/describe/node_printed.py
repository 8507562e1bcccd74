"""`str(grad_fn)` has the node's address in it (and is "None" for a leaf): the class name alone is asked for."""
# caught by: test_leaf


def describe(t):
    grad = t.grad if t.is_leaf else None
    return {"data": t.detach(), "grad": grad, "grad_fn": str(t.grad_fn), "is_leaf": t.is_leaf}

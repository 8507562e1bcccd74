"""`data` is the tensor itself, still joined to the graph: detach it."""
# caught by: test_leaf, test_result


def describe(t):
    node = type(t.grad_fn).__name__ if t.grad_fn is not None else None
    return {"data": t, "grad": t.grad if t.is_leaf else None, "grad_fn": node, "is_leaf": t.is_leaf}

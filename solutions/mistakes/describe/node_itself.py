"""`grad_fn` is the node: its class name is asked for, as text."""
# caught by: test_result


def describe(t):
    return {"data": t.detach(), "grad": t.grad if t.is_leaf else None, "grad_fn": t.grad_fn, "is_leaf": t.is_leaf}

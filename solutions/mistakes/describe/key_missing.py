"""The entry `is_leaf` is missing."""
# caught by: test_leaf


def describe(t):
    node = type(t.grad_fn).__name__ if t.grad_fn is not None else None
    return {"data": t.detach(), "grad": t.grad if t.is_leaf else None, "grad_fn": node}

"""`requires_grad_(False)` changes the caller's tensor: `detach()` gives another one."""
# caught by: test_changes_nothing


def describe(t):
    grad, leaf = (t.grad if t.is_leaf else None), t.is_leaf
    node = type(t.grad_fn).__name__ if t.grad_fn is not None else None
    data = t.requires_grad_(False) if leaf else t.detach()
    return {"data": data, "grad": grad, "grad_fn": node, "is_leaf": leaf}

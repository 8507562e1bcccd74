"""Whether a tensor is a leaf is not whether it requires grad."""
# caught by: test_result, test_plain_tensor


def describe(t):
    node = type(t.grad_fn).__name__ if t.grad_fn is not None else None
    return {"data": t.detach(), "grad": t.grad if t.is_leaf else None, "grad_fn": node, "is_leaf": t.requires_grad}

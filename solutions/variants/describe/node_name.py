"""The node's own name."""


def describe(t):
    result = {"data": t.detach().clone(), "is_leaf": t.grad_fn is None, "grad": None, "grad_fn": None}
    if t.is_leaf:
        result["grad"] = t.grad
    else:
        result["grad_fn"] = t.grad_fn.name()
    return result

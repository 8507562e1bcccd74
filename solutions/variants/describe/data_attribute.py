"""The old `.data`, and the name out of the node's text."""


def describe(t):
    node = None if t.grad_fn is None else t.grad_fn.__class__.__name__
    return dict(data=t.data, grad=t.grad, grad_fn=node, is_leaf=t.is_leaf, shape=tuple(t.shape))

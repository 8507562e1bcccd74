"""`backward()` is called twice, so that the gradients are counted twice."""
# caught by: test_gradient_of_w


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y_pred - y).pow(2).sum()
    loss.backward(retain_graph=True)
    loss.backward()
    return loss.item()

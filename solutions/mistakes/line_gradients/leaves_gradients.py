"""`backward()` fills in the parameters' own .grad: they are to be left as they were."""
# caught by: test_parameters_grad_stays_none, test_old_gradients_stay


def line_gradients(x, y, w, b):
    loss = (x @ w + b - y).pow(2).sum()
    loss.backward()
    return w.grad.clone(), b.grad.clone()

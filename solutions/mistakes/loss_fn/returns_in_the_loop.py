"""The loop over the parameters ends after the first one: the gradient of b is never cleared."""
# caught by: test_old_gradient_of_b_is_cleared


def clear(parameters):
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.grad.zero_()
        return


def loss_fn(y, y_pred):
    clear([w, b])
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return loss.item()

"""The old gradients are never cleared: autograd adds the new ones to them."""
# caught by: test_old_gradient_of_w_is_cleared, test_old_gradient_of_b_is_cleared, test_two_calls


def loss_fn(y, y_pred):
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return loss.item()

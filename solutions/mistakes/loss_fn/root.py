"""The root of the sum is taken, as `torch.norm` does: the sum itself is asked for."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y_pred - y).pow(2).sum().sqrt()
    loss.backward()
    return loss.item()

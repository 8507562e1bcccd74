"""Only y_pred is squared, since `**` binds more tightly than `-`: put the difference in brackets."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    loss = (y - y_pred**2).sum()
    loss.backward()
    return loss.item()

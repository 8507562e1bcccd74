"""One of the two is made a column: (n, 1) against (n,) is broadcast to (n, n), and every pair is counted."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = (y_pred - y.view(-1, 1)).pow(2).sum()
    loss.backward()
    return loss.item()

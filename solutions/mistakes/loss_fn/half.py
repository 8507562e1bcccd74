"""Half of the sum is taken, as in some textbooks: the exercise asks for the whole sum."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = 0.5 * (y_pred - y).pow(2).sum()
    loss.backward()
    return loss.item()

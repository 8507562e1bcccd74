"""The mean of the squares is taken: the exercise asks for their sum."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = (y_pred - y).pow(2).mean()
    loss.backward()
    return loss.item()

"""The loop keeps only the last square: add them up."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = b.grad = None
    for one, other in zip(y, y_pred):
        loss = (other - one) ** 2
    loss.backward()
    return loss.item()

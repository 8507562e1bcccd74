"""`loss.data[0]` died with PyTorch 0.5: write `loss.item()`."""
# caught by: test_sum_of_squares


def loss_fn(y, y_pred):
    w.grad = None
    b.grad = None
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    return loss.data[0]

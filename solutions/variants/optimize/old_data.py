"""The tutorial's own lines: new storage by `.data`, gradients cleared afterwards."""


def optimize(learning_rate):
    w.data = w.data - learning_rate * w.grad.data
    b.data = b.data - learning_rate * b.grad.data
    w.grad.data.zero_()
    b.grad.data.zero_()

"""The numbers are right and the memory is not shared: you return a copy (`clone` and `torch.tensor` make one). A slice alone is a view."""
# caught by: test_view


def head(t, n):
    return t[:n].clone()

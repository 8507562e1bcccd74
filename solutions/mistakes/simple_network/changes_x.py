"""x itself is changed (`mul_`, `*=`): make something new of it."""
# caught by: test_changes_nothing


def simple_network(x):
    x.mul_(w.detach())
    return x.squeeze(1) * (w / w.detach()) + b

"""What you return is a Python number. Make a tensor of it."""
# caught by: test_fraction


def scalar(value):
    return float(value)

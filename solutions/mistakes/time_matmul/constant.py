"""A number that was measured once is returned, whatever n is."""
# caught by: test_honest, test_follows_the_size


def time_matmul(n, device):
    return 0.0000112

"""x has shape (17,): a sample with one feature is a row, so x should have shape (17, 1)."""
# caught by: test_x_values

import torch


def get_data():
    x = [3.3, 4.4, 5.5, 6.71, 6.93, 4.168, 9.779, 6.182, 7.59, 2.167, 7.042, 10.791, 5.313, 7.997, 5.654, 9.27, 3.1]
    y = [1.7, 2.76, 2.09, 3.19, 1.694, 1.573, 3.366, 2.596, 2.53, 1.221, 2.827, 3.465, 1.65, 2.904, 2.42, 2.94, 1.3]
    return torch.tensor(x), torch.tensor(y)

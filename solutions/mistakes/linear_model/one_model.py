"""One model is made and given again and again: each call should make a new one."""
# caught by: test_new_each_time

from torch import nn


MODEL = nn.Linear(1, 1)


def linear_model():
    return MODEL

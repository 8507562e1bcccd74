"""A search for digits and dots finds no minus sign and no exponent. Split the line at its commas, and let
Python or NumPy read the numbers.
"""
# caught by: test_powers_of_ten, test_values

import torch


def load_table(path):
    rows = []
    with open(path) as file:
        for line in list(file)[1:]:
            digits = "".join(each if each.isdigit() or each in ".," else "" for each in line)
            rows.append([float(number) for number in digits.split(",")])
    return torch.tensor(rows, dtype=torch.float64)

"""w is taken out of the graph (`w.data`, `w.item()`): it would never be learnt."""
# caught by: test_gradients_reach_both_parameters


def simple_network(x):
    return x @ w.data + b

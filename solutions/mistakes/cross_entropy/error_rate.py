"""The share of wrong guesses is given: it is no cross entropy, and has no gradient."""
# caught by: test_values


def cross_entropy(logits, target):
    return (logits.argmax(1) != target).float().mean()

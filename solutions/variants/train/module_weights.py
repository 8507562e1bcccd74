"""Starts from the module's w and b as they are; prints a sentence."""


def train(steps=500, learning_rate=1e-4):
    x, y = get_data()
    losses = []
    for step in range(steps):
        loss = loss_fn(y, simple_network(x))
        if step % 50 == 0:
            print(f"step {step}: loss = {loss:.4f}")
            losses.append(loss)
        optimize(learning_rate)
    return losses

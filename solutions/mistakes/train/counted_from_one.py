"""`(step + 1) % 50` counts the steps from 1: 0, 50, 100, … are asked for."""
# caught by: test_losses


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps):
        loss = loss_fn(y, simple_network(x))
        if (step + 1) % 50 == 0:
            print(loss)
            losses.append(loss)
        optimize(learning_rate)
    return losses

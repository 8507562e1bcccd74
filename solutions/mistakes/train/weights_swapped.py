"""w and b are swapped: `get_weights()` gives w first."""
# caught by: test_losses


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    b, w = get_weights()
    losses = []
    for step in range(steps):
        loss = loss_fn(y, simple_network(x))
        if step % 50 == 0:
            print(loss)
            losses.append(loss)
        optimize(learning_rate)
    return losses

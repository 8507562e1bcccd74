"""The losses are not printed: show that of each 50th step, a line each."""
# caught by: test_prints_each_loss


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps):
        loss = loss_fn(y, simple_network(x))
        if step % 50 == 0:
            losses.append(loss)
        optimize(learning_rate)
    return losses

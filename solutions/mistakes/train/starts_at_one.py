"""The steps are counted from 1: then the losses belong to other steps."""
# caught by: test_losses


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(1, steps + 1):
        loss = loss_fn(y, simple_network(x))
        if step % 50 == 0:
            print(loss)
            losses.append(loss)
        optimize(learning_rate)
    return losses

"""One step too many is taken: `range(steps + 1)` counts from 0 to steps."""
# caught by: test_leaves_the_trained_parameters, test_fifty_steps


def train(steps=500, learning_rate=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(steps + 1):
        loss = loss_fn(y, simple_network(x))
        if step % 50 == 0:
            print(loss)
            losses.append(loss)
        optimize(learning_rate)
    return losses

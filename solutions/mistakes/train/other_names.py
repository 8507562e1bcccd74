"""The arguments have other names than steps and learning_rate."""
# caught by: test_names_of_the_arguments


def train(epochs=500, lr=1e-4):
    global w, b
    x, y = get_data()
    w, b = get_weights()
    losses = []
    for step in range(epochs):
        loss = loss_fn(y, simple_network(x))
        if step % 50 == 0:
            print(loss)
            losses.append(loss)
        optimize(lr)
    return losses

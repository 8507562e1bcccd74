"""A while loop; the names of the arguments in the other order of use; a tuple."""


def train(steps=500, learning_rate=1e-4):
    global w, b
    w, b = get_weights()
    data, target = get_data()
    kept = ()
    step = 0
    while step < steps:
        value = loss_fn(target, simple_network(data))
        if not step % 50:
            print("loss:", value)
            kept += (value,)
        optimize(learning_rate=learning_rate)
        step += 1
    return list(kept)

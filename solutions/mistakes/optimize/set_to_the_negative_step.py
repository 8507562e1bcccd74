"""w and b become minus the step (`=-` for `-=`): subtract it from them."""
# caught by: test_step_of_w, test_step_of_b


def optimize(learning_rate):
    w.data = -learning_rate * w.grad
    b.data = -learning_rate * b.grad

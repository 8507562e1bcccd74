import torch

X = [3.3, 4.4, 5.5, 6.71, 6.93, 4.168, 9.779, 6.182, 7.59, 2.167, 7.042, 10.791, 5.313, 7.997, 5.654, 9.27, 3.1]
Y = [1.7, 2.76, 2.09, 3.19, 1.694, 1.573, 3.366, 2.596, 2.53, 1.221, 2.827, 3.465, 1.65, 2.904, 2.42, 2.94, 1.3]


def get_data():
    return torch.tensor(X).view(17, 1), torch.tensor(Y)


def get_weights():
    return torch.tensor([0.75], requires_grad=True), torch.tensor([-0.4], requires_grad=True)


def simple_network(x):
    return torch.matmul(x, w) + b


def loss_fn(y, y_pred):
    loss = (y_pred - y).pow(2).sum()
    for parameter in (w, b):
        if parameter.grad is not None:
            parameter.grad.zero_()
    loss.backward()
    return loss.item()


def optimize(learning_rate):
    w.data -= learning_rate * w.grad.data
    b.data -= learning_rate * b.grad.data


w, b = get_weights()

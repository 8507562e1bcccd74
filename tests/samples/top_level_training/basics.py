import torch

weight = torch.ones(1, requires_grad=True)

def add(a, b):
    return a + b

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())

optimizer = torch.optim.SGD([weight], lr=0.01)
for step in range(200):
    optimizer.zero_grad()
    ((weight * 3 - 6) ** 2).sum().backward()
    optimizer.step()
    print(step, weight)

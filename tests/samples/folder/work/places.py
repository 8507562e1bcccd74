def move(t, device):
    return t.to(device)

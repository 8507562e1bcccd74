"""The dtype is changed on the way."""
# caught by: test_dtype_is_kept


def move(t, device):
    return t.to(device, torch.float32)

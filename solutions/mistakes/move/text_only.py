"""Only text is understood: `torch.device` objects name a place as well."""
# caught by: test_device_object


def move(t, device):
    return t.to(device) if device.startswith(("c", "m")) else t

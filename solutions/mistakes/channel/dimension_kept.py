"""Your result has shape (h, w, 1): a slice of length one keeps its dimension. An index takes it away."""
# caught by: test_each_channel, test_bytes


def channel(image, index):
    return image[:, :, index : index + 1]

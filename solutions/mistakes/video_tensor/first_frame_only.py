"""Your video shows one frame only. Join all of them."""
# caught by: test_values, test_bytes


def video_tensor(frames):
    return frames[0].unsqueeze(0).unsqueeze(0)

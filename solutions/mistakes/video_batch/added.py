"""The videos are added to one another: join them."""
# caught by: test_values


def video_batch(videos):
    return sum(videos)

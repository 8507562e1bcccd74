"""Only the last video is given: a loop that sets one name again and again keeps the last value. Join all of them."""
# caught by: test_values


def video_batch(videos):
    return videos[-1]

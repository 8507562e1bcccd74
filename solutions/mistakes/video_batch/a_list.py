"""What you return is still a list of videos. Join them into one tensor."""
# caught by: test_values


def video_batch(videos):
    return list(videos)

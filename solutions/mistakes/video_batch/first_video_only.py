"""Your batch holds the first video only, again and again. Join all of them."""
# caught by: test_values, test_bytes


def video_batch(videos):
    return videos[0].repeat(len(videos), 1, 1, 1, 1)

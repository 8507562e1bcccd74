def assert_close(*a, **k):
    pass

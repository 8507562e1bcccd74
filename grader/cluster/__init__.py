"""A class on many machines, over Dask distributed: the coordinator hands out and writes, workers keep judges warm."""

"""Reading many files into a data set of facts, on the cores of this machine or on a cluster."""

from loaders.batch.run import Read, read_into

__all__ = ["Read", "read_into"]

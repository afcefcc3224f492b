"""A demo newsroom in an invented town, there at the first start of `make run`."""

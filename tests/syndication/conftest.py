"""A reader for the tests of this folder."""

from tests.readers import edition, reader, static_folder

__all__ = ["edition", "reader", "static_folder"]

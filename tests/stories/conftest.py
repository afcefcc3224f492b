"""A reader for the tests of this folder that look at pages."""

from tests.readers import edition, reader

__all__ = ["edition", "reader"]

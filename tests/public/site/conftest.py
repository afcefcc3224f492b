"""A reader for the tests of this folder."""

from tests.readers import edition, reader

__all__ = ["edition", "reader"]

"""Masthead: the system behind a local news site, from the wire to the reader."""

__version__ = "0.1.0"

"""Shells of a few lines: find what is asked for, build the page, answer."""

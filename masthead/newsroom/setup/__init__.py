"""The first steps of an empty newsroom."""

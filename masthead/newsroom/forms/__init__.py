"""Forms of the newsroom."""

"""The wire desk: sources, formats, items, and their way into stories."""

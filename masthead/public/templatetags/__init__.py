"""Template tags of the reader-facing site."""

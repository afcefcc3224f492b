"""Threads under stories. Their place in the layers is here; the threads come with their issue."""

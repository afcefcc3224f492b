"""The front page of an edition as its editors arrange it: drafts, versions, pins."""

"""The demo newsroom's people, places and stories, as plain data without Django."""

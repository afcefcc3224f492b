"""Staff and readers, roles."""

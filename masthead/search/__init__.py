"""An index of documents that domains register; it knows no domain."""

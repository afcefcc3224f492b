"""The page store: pages rendered once, keys, generations, purging. Knows keys, not stories."""

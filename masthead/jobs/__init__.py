"""Background work: queue, lease, retry, schedule."""

"""What machines read: structured data and feeds."""

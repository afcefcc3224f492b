"""What must reach the editor on call, and how it gets there."""

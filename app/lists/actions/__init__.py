"""What changes in lists."""

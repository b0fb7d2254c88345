"""What changes with letters."""

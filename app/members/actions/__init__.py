"""What changes in the register."""

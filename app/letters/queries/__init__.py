"""What we know of letters: `inbox` is the employer's door, `batches` the staff's."""

"""Small things with a right and a wrong form: `parse_x(text) -> x | None`, `format_x(x) -> text`."""

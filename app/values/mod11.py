"""The check digit that Norwegian numbers share: a weighted sum that 11 divides."""


def mod11(digits: str, weights: tuple[int, ...]) -> int | None:
    """The check digit for these digits, or None where it would have to be 10 and the number is not issued."""
    check = -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return None if check == 10 else check

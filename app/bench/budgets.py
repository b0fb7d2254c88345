"""What a page may weigh, in bytes as they are sent, and in elements (`docs/bench.md`)."""

from typing import NamedTuple

from app.web.answer import packed


class Budget(NamedTuple):
    """The most of each: HTML by brotli, with the stylesheet, elements."""

    html: int
    first_view: int
    elements: int


SIGN_IN = Budget(2_000, 9_000, 150)
PAGE = Budget(4_000, 11_000, 600)
GRID = Budget(7_500, 14_000, 2_400)
"""A hundred rows."""
CHANGED = Budget(8_000, 14_500, 2_400)
"""A hundred rows that all say something else than expected: nobody's list, and the heaviest page there is."""
STYLE = 6_500
SCRIPT = 17_000


class Weight(NamedTuple):
    """What a page does weigh."""

    page: str
    html: int
    first_view: int
    elements: int
    budget: Budget

    @property
    def over(self) -> list[str]:
        """Where it is above its budget."""
        return [
            f"{what} {is_now} > {most}"
            for what, is_now, most in zip(("html", "html + css", "elements"), self[1:4], self.budget, strict=True)
            if is_now > most
        ]


def weigh(page: str, html: bytes, style: int, budget: Budget) -> Weight:
    """`html` plain; `style` is the stylesheet's size as it is sent."""
    size = len(packed(html, b"br"))
    return Weight(page, size, size + style, elements_in(html), budget)


def elements_in(html: bytes) -> int:
    """Elements of the page, as the browser will have them."""
    return html.count(b"<") - html.count(b"</") - html.count(b"<!")

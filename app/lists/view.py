"""How a list is looked at: which rows, and which page of them."""

from typing import NamedTuple

PAGE = 100
SIZES = (50, 100, 200)
SHOWN = ("all", "problems", "changed", "ended", "new")


class View(NamedTuple):
    """The rows that a page of the grid shows.  `page` counts from 1."""

    show: str = "all"
    page: int = 1
    size: int = PAGE
    search: str = ""

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def pages(self, count: int) -> int:
        """How many pages so many rows take; an empty list has one."""
        return max(1, -(-count // self.size))

    def within(self, count: int) -> "View":
        """The same, or the last page there is when somebody asks for a later one."""
        return self._replace(page=min(self.page, self.pages(count)))

    @property
    def query(self) -> str:
        """What to put behind the list's path to come back here; a search is never in it."""
        parts = [
            f"show={self.show}" if self.show != "all" else "",
            f"page={self.page}" if self.page != 1 else "",
            f"size={self.size}" if self.size != PAGE else "",
        ]
        joined = "&".join(filter(None, parts))
        return f"?{joined}" if joined else ""


def read_view(typed: dict[str, str]) -> View:
    """What a link or a form asks for; anything that is not ours is the first page of all rows."""
    show = typed.get("show", "all")
    page, size = typed.get("page", "1"), typed.get("size", str(PAGE))
    return View(
        show=show if show in SHOWN else "all",
        page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 6 and int(page) else 1,
        size=int(size) if size in {str(one) for one in SIZES} else PAGE,
        search=typed.get("q", "")[:100],
    )

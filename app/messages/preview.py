"""An e-mail's HTML as paragraphs that a page of ours can show: what is said and linked, without its markup."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    """Keeps what stands in <p> within <main>."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[tuple[str, str]] = []
        self._in_main = self._in_p = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._in_main = True
        elif tag == "p" and self._in_main:
            self._in_p = True
            self.paragraphs.append(("", ""))
        elif tag == "a" and self._in_p:
            self.paragraphs[-1] = (self.paragraphs[-1][0], dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_main &= tag != "main"
        self._in_p &= tag != "p"

    def handle_data(self, data: str) -> None:
        if self._in_p:
            said, link = self.paragraphs[-1]
            self.paragraphs[-1] = (said + data, link)


def paragraphs(html: str) -> list[tuple[str, str]]:
    """(what it says, where it leads or '') of each paragraph."""
    reader = _Reader()
    reader.feed(html)
    return [(" ".join(said.split()), link) for said, link in reader.paragraphs]

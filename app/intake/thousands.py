"""Amounts whose thousands a blank parts («1 050,00»): put together again, unless the columns keep the parts asunder."""

import re
from collections import Counter
from statistics import median

from app.intake.words import PrintLine, Word, phrases

_HEAD = re.compile(r"(?:(?:kr\.?|NOK) ?)?(?:[-−–+(] ?)?[1-9]\d{0,2}", re.I)
_END = r"\)? ?[-−–]?(?: ?(?:kr\.?|NOK))?"
_TAIL = re.compile(rf"\d{{3}}(?: \d{{3}})*[.,](?:\d\d|[-−–]){_END}", re.I)
_WHOLE = re.compile(rf"\d{{3}}{_END}", re.I)
_STUCK = re.compile(r"(.*[^\W\d_]\)?)([1-9]\d{0,2})")
_LONE = re.compile(r"\d{1,3}")
_HIGH = 3_000


def join_thousands(lines: list[PrintLine], people: list[PrintLine], space: float) -> None:
    """Put «1 050,00» together on every line.  `people` are the lines that bear the list's columns."""
    seen = _Seen(lines, people, space)
    are_people = {id(line) for line in people}
    for line in lines:
        if any(_TAIL.fullmatch(word.text) or _WHOLE.fullmatch(word.text) for word in line.words[1:]):
            line.words = _line(line.words, seen, id(line) in are_people)


def _line(words: list[Word], seen: "_Seen", person: bool) -> list[Word]:
    """From the right, so that «1», «050» and «000,00» find each other."""
    done: list[Word] = []
    for word in reversed(words):
        after = done[-1] if done else None
        if after and seen.together(word, after, person):
            done[-1] = Word(word.left, after.right, f"{word.text} {after.text}", word.tied)
        elif after and (cut := seen.stuck(word, after)):
            at = word.left + (word.right - word.left) * len(cut[0]) / len(word.text)
            done[-1] = Word(at, after.right, f"{cut[1]} {after.text}")
            done.append(Word(word.left, at, cut[0], word.tied))
        else:
            done.append(word)
    return done[::-1]


class _Seen:
    """What the lines of a print say about where thousands stand and where columns of small numbers."""

    def __init__(self, lines: list[PrintLine], people: list[PrintLine], space: float) -> None:
        self.space, self.people = space, len(people)
        self.lone: Counter[int] = Counter()
        self.leads: dict[int, list[tuple[str, str]]] = {}
        self.ends: Counter[int] = Counter()
        for line in people:
            self._look(line.words)
        self.texts = {word.text for line in people for word in line.words}
        heads = [line.words for line in lines[:400] if not any(map(str.isdigit, "".join(w.text for w in line.words)))]
        self.titles = {tuple((part.left, part.right) for part in phrases(words, space)) for words in heads}

    def _look(self, words: list[Word]) -> None:
        tail = False
        for n, word in enumerate(words):
            after = words[n + 1] if n + 1 < len(words) else None
            lead = after and _HEAD.fullmatch(word.text) and self._near(word, after)
            if lead and after and _TAIL.fullmatch(after.text):
                for place in self._places(word):
                    self.leads.setdefault(place, []).append((word.text, after.text))
            elif _LONE.fullmatch(word.text) and not (lead and after and _WHOLE.fullmatch(after.text)):
                self.lone.update(self._places(word))
                if not tail:
                    self.ends[round(word.right / self.space / 2)] += 1
            tail = bool(lead)

    def _places(self, word: Word) -> range:
        first = round(word.left / self.space)
        return range(first, max(round(word.right / self.space), first + 1))

    def _near(self, one: Word, other: Word) -> bool:
        wide = other.text.startswith("0") or other.tied
        return other.left - one.right <= self.space * (3 if wide else 1.35)

    def together(self, one: Word, other: Word, person: bool) -> bool:
        """Whether «1» and «050,00» are one amount."""
        if not _HEAD.fullmatch(one.text) or not self._near(one, other):
            return False
        if _TAIL.fullmatch(other.text):
            return other.text.startswith("0") or not (self._parted(one) or self._titled_apart(one, other))
        return person and bool(_WHOLE.fullmatch(other.text)) and self._whole(one, other)

    def _parted(self, one: Word) -> bool:
        """On other rows the number stands alone there, or on all rows with few values and sums that no dues are."""
        places = self._places(one)
        lone = max(self.lone[place] for place in places)
        leads = max((self.leads.get(place, []) for place in places), key=len)
        if lone and lone * 4 >= len(leads):
            return True
        if len(leads) < max(6, self.people) or len({lead for lead, _ in leads}) > 3:
            return False
        sums = [int(re.sub(r"\D", "", lead)) * 1000 + int(tail[:3]) for lead, tail in leads]
        return median(sums) > _HIGH and not any(tail.startswith("0") for _, tail in leads)

    def _titled_apart(self, one: Word, other: Word) -> bool:
        """A heading of its own stands over each."""
        return any(
            any(left < one.right and one.left < right < other.left for left, right in title)
            and any(left < other.right and right > other.left and left > one.right for left, right in title)
            for title in self.titles
        )

    def _whole(self, one: Word, other: Word) -> bool:
        """«1 050» without øre: only where shorter numbers end at the same place, and none stands where the «1» does."""
        end = round(other.right / self.space / 2)
        shorter = any(self.ends[end + k] for k in (-1, 0, 1))
        alone = any(self.lone[place] for place in self._places(one))
        return shorter and not alone and not self._titled_apart(one, other)

    def stuck(self, one: Word, other: Word) -> tuple[str, str] | None:
        """«Drift1» before «050,00»: the thousands touch the column on their left."""
        found = _STUCK.fullmatch(one.text)
        if not found or not _TAIL.fullmatch(other.text) or not self._near(one, other):
            return None
        return (found[1], found[2]) if other.text.startswith("0") or found[1] in self.texts else None

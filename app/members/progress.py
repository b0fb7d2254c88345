"""How far a long command has come: one line that renews itself on a terminal, a line now and then elsewhere."""

from typing import TextIO

from app.i18n import N_, gettext

STEPS = {
    "survey": N_("Leser filen"),
    "employers": N_("Oppretter virksomheter"),
    "rows": N_("Lagrer medlemmer og trekkordrer"),
    "absent": N_("Ser etter trekkordrer som ikke står i filen"),
    "lists": N_("Lager trekklister"),
}
WIDTH = 70
NARROW = "\u00a0"


def grouped(number: int) -> str:
    """'400 000'."""
    return f"{number:,}".replace(",", NARROW)


class ProgressLine:
    """Call it with a step, how far it is and of how much (0 where nobody knows yet)."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.live = out, out.isatty()
        self.said: tuple[str, int] = ("", -1)

    def __call__(self, step: str, done: int, total: int) -> None:
        tenths = 10 * done // total if total else 0
        words = gettext(STEPS[step])
        text = f"{words}: {grouped(done)}" + (f" / {grouped(total)}" if total > 0 else "")
        if self.live:
            self.out.write(f"\r{text:<{WIDTH}}")
            self.out.flush()
        elif (step, tenths) != self.said:
            self.out.write(f"{text}\n")
            self.out.flush()
        self.said = (step, tenths)

    def end(self) -> None:
        """Leave the line empty for what comes next."""
        if self.live and self.said[0]:
            self.out.write(f"\r{'':<{WIDTH}}\r")
            self.out.flush()

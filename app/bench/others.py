"""What else the machine does meanwhile: a rate measured beside other work says little."""

import time
from pathlib import Path

from app.bench.place import Installation

TICKS = 100


class Others:
    """From when it is made: work that is neither this process's nor the server's."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._begun, self._before = time.monotonic(), self._work()

    def so_far(self) -> float:
        """Processors' worth."""
        return max(0.0, (self._work() - self._before) / (time.monotonic() - self._begun))

    def _work(self) -> float:
        return _busy() - time.process_time() - self._installation.cpu()


def _busy() -> float:
    """Seconds that all processors together have worked (user, nice, system, interrupts)."""
    user, nice, system, _idle, _wait, irq, soft, *_ = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return (user + nice + system + irq + soft) / TICKS

"""Anchors outside the database: where the chain stood, in a folder that who writes to the database need not reach.

`head` is the newest sealed link, `daily` one line a day.  Copied to another machine they show that nobody has cut the
chain or made it anew.
"""

import os
from pathlib import Path

from app.audit.chain import Link
from app.settings import settings


def folder() -> Path:
    path = settings().data_dir / "audit"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write_head(link: Link) -> None:
    """The newest link; whole or not at all."""
    beside = folder() / f"head.{os.getpid()}"
    beside.write_text(f"{link.seq} {link.hash}\n")
    beside.replace(folder() / "head")


def add_daily(link: Link, day: str) -> None:
    with (folder() / "daily").open("a") as file:
        file.write(f"{link.seq} {link.hash} {day}\n")


def kept() -> list[Link]:
    """All anchors in the order of the chain."""
    found = set()
    for name in ("daily", "head"):
        path = folder() / name
        for line in path.read_text().splitlines() if path.exists() else ():
            seq, digest, *_ = line.split()
            found.add(Link(int(seq), digest))
    return sorted(found)

"""The other side of the fence (`child.py`): reads one file from stdin, writes the reading to stdout, and ends."""

import contextlib
import ctypes
import gc
import importlib
import os
import resource
import sys

_MEMORY, _CPU_SECONDS, _FILES = 512 * 1024 * 1024, 20, 64
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    """Limits first, then the parsers, then the gates: after that nothing more can be opened."""
    _limit()
    gc.disable()  # one file and out: the fence frees all at once
    import msgspec

    from app.intake import gates
    from app.intake.read import read_bytes
    from app.intake.reading import Reading, Request, within_limits
    from app.intake.recognise import is_mail

    stdin = sys.stdin.buffer
    request = msgspec.json.decode(stdin.read(int.from_bytes(stdin.read(8), "big")), type=Request)
    data = stdin.read()
    mail = is_mail(data)
    _warm_up(pdf=mail or b"%PDF-" in data[:2048], mail=mail)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    gates.close()
    try:
        reading = read_bytes(
            data,
            request.name,
            request.union,
            aliases=request.aliases,
            register=request.register,
            answers=request.answers,
            here=request.here,
        )
        answer = msgspec.json.encode(within_limits(reading) if request.limited else reading)
    except MemoryError:
        answer = msgspec.json.encode(Reading(file=request.name, status="reject", reason="too_large"))
    except RecursionError:
        answer = msgspec.json.encode(Reading(file=request.name, status="reject", reason="corrupt"))
    except BaseException as problem:  # calamine panics are no Exceptions
        kind = type(problem).__name__  # never its text: it may quote a cell
        answer = msgspec.json.encode(
            Reading(file=request.name, status="reject", reason="corrupt", values={"problem": kind})
        )
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)


def _limit() -> None:
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as first_to_go:
        first_to_go.write("1000")  # where memory ends, this process ends and not the web's
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if libc.unshare(_NEW_NETWORK) != 0:  # needs a privilege: else in a user namespace of our own, where allowed
            libc.unshare(_NEW_USER | _NEW_NETWORK)


_LATE = (
    "heapq bisect decimal html.entities xml.parsers.expat pyexpat unicodedata zlib encodings.cp437 encodings.cp865 "
    "encodings.cp1252 encodings.iso8859_10 encodings.mac_roman encodings.utf_8_sig encodings.utf_16 "
    "encodings.utf_16_be encodings.utf_16_le encodings.utf_32 encodings.idna encodings.ascii encodings.latin_1"
).split()
_REHEARSAL = "Orgnr;312430398\nPeriode;oktober 2026\nFnr;Navn;Beløp\n09857833985;Inger Åsheim;562,37\n".encode("cp1252")
_REHEARSED_MAIL = (
    b"From: =?utf-8?Q?P=C3=A5l?= <pal@firma.example>\nTo: a@b.example\nSubject: =?iso-8859-1?B?VHJla2s=?=\n"
    b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n"
    b"Content-Transfer-Encoding: quoted-printable\n\nHei =C3=A5\n--x\n"
    b"Content-Disposition: attachment; filename*=utf-8''a.csv\n"
    b"Content-Transfer-Encoding: base64\n\nQTtCCg==\n--x--\n"
)


def _warm_up(pdf: bool, mail: bool) -> None:
    """Load what is loaded late otherwise, and read a small list once: nothing can be opened afterwards."""
    from app.intake.read import read_bytes

    for name in [*_LATE, *(["app.intake.pdf"] if pdf else [])]:
        importlib.import_module(name)
    read_bytes(_REHEARSAL, "", "Fellesforbundet")
    if mail:
        read_bytes(_REHEARSED_MAIL, "", "Fellesforbundet")

"""The last gate before a parser meets a file: what the process can ask of the kernel from then on (seccomp, Linux).

Memory, time and open files are bounded beside this (`fenced.py`).  Where the kernel or the machine has no such filter,
those bounds stand alone.
"""

import ctypes
import os
import struct

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
"""SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with EPERM."""
_LOAD, _IS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _FIRST = 0, 4, 16
"""Where the kernel shows the call's number, the machine's kind and the first argument's lower half."""
_OTHER_ABI = 0x40000000

# openat openat2 socket connect execve execveat clone clone3 ptrace process_vm_readv process_vm_writev tkill unlinkat
# renameat2 mkdirat linkat symlinkat mount bpf io_uring_setup unshare setns memfd_create keyctl perf_event_open
# userfaultfd pidfd_open pidfd_getfd pidfd_send_signal prlimit64; on x86_64 also the older calls for the same
_X86_64 = (
    "257 437 41 42 59 322 56 435 101 310 311 200 263 316 258 265 266 165 321 425 272 308 319 250 298 323 434 438 424 "
    "302 2 85 57 58 87 82 83 84 86 88 90 92 76 53 160"
)
_AARCH64 = (
    "56 437 198 203 221 281 220 435 117 270 271 130 35 276 34 37 36 40 280 425 97 268 279 219 241 282 434 438 424 261"
)
_REFUSED = {
    "x86_64": (0xC000003E, [int(number) for number in _X86_64.split()], [62, 234]),
    "aarch64": (0xC00000B7, [int(number) for number in _AARCH64.split()], [129, 131]),
}
"""By machine: its kind, the calls that are refused, and those that may be made of this process alone (kill, tgkill)."""


def close() -> bool:
    """From here on: no file, socket, program, process or signal to others.  False where there is no such filter."""
    machine = os.uname().machine
    if machine not in _REFUSED:
        return False
    program = _program(*_REFUSED[machine], os.getpid())
    code = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(code)))
    try:
        prctl = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return False
    return bool(prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and prctl(_SET_SECCOMP, _FILTER, head, 0, 0) == 0)


def _program(kind: int, refused: list[int], own: list[int], pid: int) -> bytes:
    """The filter as the kernel wants it: code, jump if true, jump if not, operand."""
    allow = 4 + len(own) + len(refused)
    refuse, of_whom = allow + 1, allow + 2
    steps = [(_LOAD, 0, 0, _MACHINE), (_IS, 0, refuse - 2, kind), (_LOAD, 0, 0, _NUMBER)]
    steps.append((_AT_LEAST, refuse - 4, 0, _OTHER_ABI))
    for number in own:
        steps.append((_IS, of_whom - len(steps) - 1, 0, number))
    for number in refused:
        steps.append((_IS, refuse - len(steps) - 1, 0, number))
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    steps += [(_LOAD, 0, 0, _FIRST), (_IS, 0, 1, pid), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)

"""Makes worker processes that find this on their path really fall over documents that say so.

A document whose first bytes are ``%POISON`` and a word ends its worker by a segmentation fault, by the signal of the
system's memory killer, with or without the process that asked it, by eating memory, by hanging, or by endless
recursion, in place of being read.
"""

import os
import signal
import sys


def _segfault() -> None:
    import ctypes

    ctypes.string_at(0)


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kills_the_machine() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    _hangs()


def _eats_memory() -> None:
    held = []
    while True:
        held.append(b"x" * 50_000_000)


def _hangs() -> None:
    while True:
        pass


def _recurses(depth: int = 0) -> int:
    return _recurses(depth + 1) + 1


_POISONS = {
    b"segfault": _segfault,
    b"killed": _killed,
    b"machine": _kills_the_machine,
    b"memory": _eats_memory,
    b"hangs": _hangs,
    b"recurses": _recurses,
}


def _poison_reading() -> None:
    from kc_extract import pipeline

    read = pipeline.read

    def read_or_fall(data: bytes, *given: object, **named: object) -> object:
        if data.startswith(b"%POISON "):
            _POISONS[data.split()[1]]()
        return read(data, *given, **named)

    pipeline.read = read_or_fall


if "kc_extract.batch.worker" in sys.orig_argv:
    _poison_reading()

"""One worker: a process that takes jobs as JSON lines on its input and answers each with one line.

A process of its own per worker, spoken to through pipes, so that whatever kills it costs one document:
``multiprocessing.Pool`` hangs for ever after a worker is killed, ``ProcessPoolExecutor`` is dead after one kill and
deadlocks with ``max_tasks_per_child`` on Python 3.11.7.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import select
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kc_extract.batch.outcome import ENCODER, JOBS, READY, SETUPS, Setup
from kc_extract.batch.single import fulfil, warm_up
from kc_extract.lexicon import extend

#: Address space beyond the memory bound: libraries and thread stacks that are reserved and hardly used.
_RESERVED = 2_000_000_000
#: Seconds beyond the time bound after which a worker ends by itself, should whoever looks after it be gone, and a
#: library keep it from seeing that.
_GRACE = 30.0


def serve(jobs: BinaryIO, answers: BinaryIO, setup: Setup) -> None:
    """Say that it is ready, then answer every job until the input ends."""
    if setup.lexicon is not None:
        extend(Path(setup.lexicon))
    warm_up()
    answers.write(READY)
    answers.flush()
    for line in jobs:
        _set_alarm(setup.bounds.seconds + _GRACE)
        outcome = fulfil(JOBS.decode(line), setup)
        _set_alarm(0)
        answers.write(ENCODER.encode(outcome) + b"\n")
        answers.flush()


def main() -> None:
    """Serve the run that started this process, until it closes the pipe or is gone."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not mix with the answers
    os.environ.setdefault("KC_OCR_THREADS", "1")  # the cores are busy with the other workers
    logging.disable(logging.CRITICAL)
    faulthandler.enable()
    setup = SETUPS.decode(sys.argv[1])
    _bound_memory(setup.bounds.megabytes * 10**6)
    threading.Thread(target=_end_with, args=(sys.stdin.fileno(),), daemon=True).start()
    serve(sys.stdin.buffer, answers, setup)


def _end_with(jobs: int) -> None:
    """End this process once nobody holds the other end of its input any more, whatever it has in hand."""
    if hasattr(select, "poll"):
        hang_up = select.poll()
        hang_up.register(jobs, 0)
        hang_up.poll()
        os._exit(1)


def _set_alarm(seconds: float) -> None:
    """Have the system end this process after so many seconds, whatever library it is in; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(most: int) -> None:
    """Let one huge allocation fail at once, which the run, that looks at times, would see too late."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):  # a lower limit holds already
        resource.setrlimit(resource.RLIMIT_AS, (most + _RESERVED, most + _RESERVED))


if __name__ == "__main__":
    main()

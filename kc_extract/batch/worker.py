"""One worker: a process that takes jobs as JSON lines on its input and answers each with one line.

A process of its own per worker, spoken to through pipes, so that whatever kills it costs one document:
``multiprocessing.Pool`` hangs for ever after a worker is killed, ``ProcessPoolExecutor`` is dead after one kill and
deadlocks with ``max_tasks_per_child`` on Python 3.11.7.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from pathlib import Path
from typing import BinaryIO

from kc_extract.batch.outcome import ENCODER, JOBS, SETUPS, Setup
from kc_extract.batch.single import fulfil
from kc_extract.lexicon import extend


def serve(jobs: BinaryIO, answers: BinaryIO, setup: Setup) -> None:
    """Answer every job until the input ends."""
    if setup.lexicon is not None:
        extend(Path(setup.lexicon))
    for line in jobs:
        outcome = fulfil(JOBS.decode(line), setup)
        answers.write(ENCODER.encode(outcome) + b"\n")
        answers.flush()


def main() -> None:
    """Serve the run that started this process, until it closes the pipe."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not mix with the answers
    os.environ.setdefault("KC_OCR_THREADS", "1")  # the cores are busy with the other workers
    logging.disable(logging.CRITICAL)
    faulthandler.enable()
    serve(sys.stdin.buffer, answers, SETUPS.decode(sys.argv[1]))


if __name__ == "__main__":
    main()

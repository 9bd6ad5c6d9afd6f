"""What is said between a run and its workers, and what became of each document."""

from __future__ import annotations

from typing import Literal

import msgspec

from kc_extract.batch.origins import Origin
from kc_extract.types import Frozen, Limits, ProducedBy, TextSource

#: ``quarantined``: failed before, and nothing speaks for another try.
Status = Literal["extracted", "kept", "duplicate", "failed", "quarantined"]


class Bounds(Frozen, frozen=True, kw_only=True):
    """What one document may cost: seconds by the clock, megabytes (10^6 bytes) of memory, pages."""

    seconds: float = 1800.0
    megabytes: int = 4000
    pages: int = Limits().max_pages


class Setup(Frozen, frozen=True, kw_only=True):
    """What every worker of a run works with: what its extractions say of their making, the user's words, the bounds."""

    produced_by: ProducedBy
    lexicon: str | None = None
    bounds: Bounds = Bounds()


class Job(Frozen, frozen=True, kw_only=True):
    """One document to extract: where its bytes are, what it is called, where its JSON goes.

    The path of the result is bytes as the file system holds it, since a file name need not be text.
    """

    origin: Origin
    name: str
    result: bytes


class Failure(Frozen, frozen=True, kw_only=True, tag="failed"):
    """Why a document has no extraction: a code, a message that names the file and says what to do.

    ``detail`` is for whoever mends the extractor: a traceback, or a dead worker's last words.
    """

    source: str
    code: str
    message: str
    detail: str | None = None


class Success(Frozen, frozen=True, kw_only=True, tag="extracted"):
    """How much was read from a document whose JSON now stands.

    ``content``: the hash of the bytes that were read, which may have changed since the run was planned;
    ``doubtful``: records of low confidence; ``unread``: pages that a note tells to be unread.
    """

    content: str
    text_source: TextSource
    pages: int
    sections: int
    targets: int
    funding: int
    failed_checks: int
    notes: int
    doubtful: int = 0
    unexplained: int = 0
    unread: int = 0


Outcome = Success | Failure


class Result(Frozen, frozen=True, kw_only=True):
    """What became of one document of a run; ``first`` names the document that a duplicate repeats.

    ``seconds``: how long a worker had it in hand, by the clock.
    """

    name: str
    status: Status
    failure: Failure | None = None
    success: Success | None = None
    first: str | None = None
    seconds: float = 0.0


#: What a worker says first, once it can take a job.
READY = b"\n"
ENCODER = msgspec.json.Encoder()
OUTCOMES: msgspec.json.Decoder[Outcome] = msgspec.json.Decoder(Outcome)
JOBS = msgspec.json.Decoder(Job)
SETUPS = msgspec.json.Decoder(Setup)

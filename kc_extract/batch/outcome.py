"""What is said between a run and its workers, and what became of each document."""

from __future__ import annotations

from typing import Literal

import msgspec

from kc_extract.types import Frozen, ProducedBy

Status = Literal["extracted", "kept", "duplicate", "failed"]


class Setup(Frozen, frozen=True, kw_only=True):
    """What every worker of a run works with: what its extractions say of their making, and the user's own words."""

    produced_by: ProducedBy
    lexicon: str | None = None


class Job(Frozen, frozen=True, kw_only=True):
    """One document to extract: where its bytes are, what it is called, where its JSON goes.

    Paths are bytes as the file system holds them, since a file name need not be text.
    """

    path: bytes
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
    """How much was read from a document whose JSON now stands."""

    sections: int
    targets: int
    funding: int
    failed_checks: int
    notes: int


Outcome = Success | Failure


class Result(Frozen, frozen=True, kw_only=True):
    """What became of one document of a run; ``first`` names the document that a duplicate repeats."""

    name: str
    status: Status
    failure: Failure | None = None
    success: Success | None = None
    first: str | None = None


ENCODER = msgspec.json.Encoder()
OUTCOMES: msgspec.json.Decoder[Outcome] = msgspec.json.Decoder(Outcome)
JOBS = msgspec.json.Decoder(Job)
SETUPS = msgspec.json.Decoder(Setup)

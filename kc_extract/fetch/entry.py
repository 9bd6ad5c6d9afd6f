"""How addresses are fetched, and what is recorded of each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from kc_extract import __version__
from kc_extract.types import Frozen, Limits

#: The name that robots.txt may speak to, and what every request says of its sender.
PRODUCT = "kc-extract"
USER_AGENT = f"{PRODUCT}/{__version__} (a polite fetcher of public decisions)"

#: ``kept``: it stood there already and was not asked for.
Outcome = Literal["fetched", "unchanged", "kept", "failed"]


class Settings(Frozen, frozen=True, kw_only=True):
    """How addresses are fetched.

    ``delay``: seconds between two requests to a host; ``hosts``: how many are asked at the same time; ``most``: bytes
    of one document; ``attempts`` at one address, the second ``patience`` seconds after the first, each further one
    after twice as long, or when the host says, if that is not over ``longest_wait``; ``connect`` and ``silence``:
    seconds until a host must answer and between two pieces, ``whole``: for one document. ``only_new``: what stands in
    the folder is not asked for again. ``allow_private``: hosts of the list itself need not be of the public web.
    """

    into: Path
    delay: float = 2.0
    hosts: int = 4
    most: int = Limits().max_pdf_bytes
    attempts: int = 5
    patience: float = 2.0
    longest_wait: float = 300.0
    connect: float = 20.0
    silence: float = 60.0
    whole: float = 3600.0
    only_new: bool = False
    allow_private: bool = False


class Kept(Frozen, frozen=True, kw_only=True):
    """A document as it was fetched: its place in the folder, its bytes' SHA-256 and number, what the host said of it.

    ``final``: the address that gave the bytes, after redirects.
    """

    file: str
    sha256: str
    size: int
    final: str
    status: int
    fetched_at: dt.datetime
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Entry(Frozen, frozen=True, kw_only=True):
    """What became of an address the last time: a line of ``fetched.jsonl``.

    ``kept``: the document that stands in the folder, be it of an earlier time where this one failed; ``code`` and
    ``message``: why it failed.
    """

    address: str
    outcome: Outcome
    at: dt.datetime
    kept: Kept | None = None
    code: str | None = None
    message: str | None = None


class Passing(Exception):  # noqa: N818 - a trouble, not an error
    """A trouble that may be gone on another attempt; ``wait``: the seconds that the host asks for."""

    def __init__(self, code: str, message: str, host: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.host = host
        self.wait = wait


class Lasting(Exception):  # noqa: N818 - as above
    """A trouble that another attempt would meet again."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Stopped(Exception):  # noqa: N818 - as above
    """The user ended the command."""

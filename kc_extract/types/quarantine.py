"""A document that is known to fail."""

from __future__ import annotations

import datetime as dt

from kc_extract.types.places import Frozen
from kc_extract.types.records import ProducedBy


class Quarantined(Frozen, frozen=True, kw_only=True):
    """A content (``id``: the hash of its bytes) that failed for a reason of its own, and by whom it was tried.

    ``bound``: the seconds, megabytes or pages that were not enough for it, where that was the reason. ``since``: UTC.
    """

    id: str
    name: str
    code: str
    message: str
    detail: str | None = None
    bound: float | None = None
    produced_by: ProducedBy
    since: dt.datetime

"""How a run is done."""

from __future__ import annotations

from pathlib import Path

from kc_extract.batch.outcome import Setup
from kc_extract.types import Frozen


class Settings(Frozen, frozen=True, kw_only=True):
    """How a run is done: the results folder, the processes; ``retry``: what failed for good before is tried again.

    ``archive``: the address of the archive that is to hold the documents too, ``upgrade`` whether what an older
    extractor made is made anew there; ``files``: whether the JSON files stay in ``out``, which is else but a way to it.
    ``cluster``: the address of the scheduler whose workers do the work.
    """

    out: Path
    setup: Setup
    workers: int
    force: bool = False
    retry: bool = False
    archive: str | None = None
    upgrade: bool = False
    files: bool = True
    cluster: str | None = None

    @property
    def sharded(self) -> str | None:
        """The dataset into which workers of a cluster may write their own shards: none of what they write is there."""
        if self.archive is None or self.files or self.upgrade or self.force:
            return None
        from kc_extract.archive import kind_of

        return self.archive if kind_of(self.archive) == "dataset" else None

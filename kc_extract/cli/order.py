"""What a run was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kc_extract.types import Frozen

if TYPE_CHECKING:
    from kc_extract.batch import Settings


class Order(Frozen, frozen=True, kw_only=True):
    """What a run was asked for; ``settings`` are made for the folder in which the results are written."""

    sources: list[str]
    out: Path | None
    archive: str | None
    settings: Callable[[Path], Settings]
    reports: tuple[Path, ...] = ()
    prometheus: Path | None = None
    quiet: bool = False
    json_logs: bool = False

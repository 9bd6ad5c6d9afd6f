"""What an extraction is made with: this version, these options, the engines that the machine has."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kc_extract import __version__
from kc_extract.readers.engines import engines
from kc_extract.types import ProducedBy

#: Codes of notes that name something unread which a better equipped machine would read begin so.
NEEDS = "needs_"
#: Those that name something left for the next run, which goes on from what is kept, end so.
UNFINISHED = "_unfinished"


def produced_now(lexicon: Path | None = None) -> ProducedBy:
    """What an extraction made here and now says of its making; ``lexicon`` is the folder of the user's own words."""
    options = {} if lexicon is None else {"lexicon": _folder_digest(lexicon)}
    return ProducedBy(version=__version__, options=options, engines=engines())


def is_current(then: ProducedBy, now: ProducedBy, codes: set[str]) -> bool:
    """Whether an extraction made ``then``, with notes of these codes, is what would be made ``now``.

    An engine that came since matters where something was left unread, an engine that left does not; what the time did
    not suffice for is gone on with.
    """
    if any(code.endswith(UNFINISHED) for code in codes):
        return False
    if (then.version, then.options) != (now.version, now.options):
        return False
    old = {engine.name: engine.version for engine in then.engines}
    new = {engine.name: engine.version for engine in now.engines}
    if any(new[name] != old[name] for name in old.keys() & new.keys()):
        return False
    return not (new.keys() - old.keys() and any(code.startswith(NEEDS) for code in codes))


def _folder_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()

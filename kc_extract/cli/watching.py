"""``run --watch``: a pass whenever a file is new or changed, and whole."""

from __future__ import annotations

import glob
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import typer

from kc_extract.batch.beside import NO_DOCUMENTS, is_companion
from kc_extract.batch.origins import LocalFile, Member, Origin
from kc_extract.batch.remote import SourceError, is_address
from kc_extract.batch.sources import find_documents
from kc_extract.cli.passes import fulfil
from kc_extract.cli.stopping import stoppable
from kc_extract.cli.watches import log
from kc_extract.errors import ExtractError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kc_extract.cli.order import Order


class State(NamedTuple):
    """What tells one state of a file from the next: bytes, time of change (ns), inode."""

    size: int
    changed: int
    inode: int


#: Of a folder that may not be read, which is handed on so that the run tells its failure.
_SHUT = State(0, 0, 0)
States = dict[bytes, State]


def watch(order: Order, every: float) -> None:
    """Pass after pass, until SIGTERM or SIGINT asks for the end; the pass in hand is then settled first.

    A file is taken once two looks, so many seconds apart, find it the same. A look asks the file system alone. A pass
    that fails for want of the archive, the folder or the lock is told, and tried again at the next look.
    """
    check_sources(order)
    _say(order, "watching", f"watching {', '.join(order.sources)}, a look every {every:g} s")
    before: States = {}
    done: States = {}
    told = ""
    with stoppable() as asked:
        while not asked.is_set():
            try:
                now = look(order.sources, order.out)
                whole = {path: state for path, state in now.items() if before.get(path) == state}
                before = now
                if any(done.get(path) != state for path, state in whole.items()):
                    _pass(order, whole, is_all=len(whole) == len(now))
                    done = whole
                told = ""
            except (ExtractError, OSError) as error:
                told = _tell(order, str(error), told)
            asked.wait(every)
    _say(order, "stopped", "asked to end; nothing is in hand")


def check_sources(order: Order) -> None:
    """Answer what cannot be watched as wrong usage."""
    for source in order.sources:
        if is_address(source) or source.startswith("@"):
            message = f"{source}: --watch follows files and folders of this machine; for others run again by a timer"
            raise typer.BadParameter(message)
    try:
        look(order.sources, order.out)
    except SourceError as error:
        raise typer.BadParameter(str(error), param_hint="SOURCE") from error


def look(sources: list[str], out: Path | None) -> States:
    """The state of every file under the sources that may be a document; ``SourceError`` where one is not there."""
    states: States = {}
    for source in sources:
        for path in _roots(source):
            states.update(_below(path, out) if os.path.isdir(path) else _one(path))  # noqa: PTH112 - as os.walk
    return states


def _roots(source: str) -> list[str]:
    whole = os.path.abspath(source)  # noqa: PTH100 - as sources are named: links are not followed
    if os.path.lexists(whole):
        return [whole]
    if glob.has_magic(source):
        return glob.glob(whole, recursive=True)  # noqa: PTH207 - of any folder, as the shell's
    message = f"{source}: there is no such file or folder"
    raise SourceError(message)


def _below(root: str, out: Path | None) -> Iterator[tuple[bytes, State]]:
    results = None if out is None else os.path.realpath(out)
    shut: list[OSError] = []
    for folder, below, names in os.walk(root, onerror=shut.append):
        if NO_DOCUMENTS in names:
            below.clear()
            continue
        below[:] = [name for name in below if not name.startswith(".")]
        below[:] = [name for name in below if os.path.realpath(os.path.join(folder, name)) != results]  # noqa: PTH118
        for name in names:
            if not name.startswith(".") and not is_companion(Path(name)):
                yield from _one(os.path.join(folder, name))  # noqa: PTH118 - thousands of paths at every look
    yield from ((os.fsencode(error.filename), _SHUT) for error in shut)


def _one(path: str) -> Iterator[tuple[bytes, State]]:
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except OSError:  # gone since, or a link to nowhere
        return
    yield os.fsencode(path), State(found.st_size, found.st_mtime_ns, found.st_ino)


def _pass(order: Order, whole: States, *, is_all: bool) -> None:
    found = find_documents(order.sources, out=order.out)
    files = tuple(file for file in found.files if _is_whole(file.origin, whole, is_all=is_all))
    if files:
        fulfil(order, partial(msgspec.structs.replace, found, files=files))


def _is_whole(origin: Origin, whole: States, *, is_all: bool) -> bool:
    """Whether the file is there as a whole; what is refused may be half a ZIP archive while any file still grows."""
    if isinstance(origin, Member) and isinstance(origin.bundle, LocalFile):
        origin = origin.bundle
    return origin.path in whole if isinstance(origin, LocalFile) else is_all


def _say(order: Order, event: str, message: str) -> None:
    if order.json_logs:
        log(event, message=message)
    elif not order.quiet:
        typer.echo(message, err=True)


def _tell(order: Order, trouble: str, told: str) -> str:
    """Tell a trouble once, however many looks it lasts."""
    if trouble != told:
        message = f"{trouble}; trying again at every look"
        log("trouble", message=message) if order.json_logs else typer.echo(f"kc-extract: {message}", err=True)
    return trouble

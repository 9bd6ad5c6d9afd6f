"""The same work on a Dask cluster: each of its threads keeps a worker process of ours, with the same bounds."""

from __future__ import annotations

import os
import tempfile
import threading
import zlib
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from kc_extract.batch.crew import Answer, Post
from kc_extract.batch.making import produced_now
from kc_extract.batch.outcome import Failure, Job, Outcome, Setup, Success
from kc_extract.errors import ExtractError
from kc_extract.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from kc_extract.archive.shards import Commit

#: Parcels that wait at the cluster for each of its threads: it is never idle, and the memory of this side stays flat.
_AHEAD = 3
#: Documents of a parcel: one where each is sent back, a shard's worth where the workers write shards themselves.
_SENT, _SHARDED = 1, 32
#: Seconds to reach the scheduler.
_PATIENCE = 20
#: Seconds for which a cluster is waited for by a run that is broken off.
_FAREWELL = 5


class ClusterError(ExtractError):
    """The cluster cannot be reached, is not fit for the run, or has gone away."""


class Parcel(NamedTuple):
    """Jobs for one task of a run; ``archive``: the dataset into which it writes a shard of what it extracts."""

    jobs: tuple[Job, ...]
    setup: Setup
    archive: str | None
    run: str


class Reply(NamedTuple):
    """Of each job of a parcel the outcome, the seconds and, where no shard is written, the packed JSON."""

    outcomes: tuple[tuple[Outcome, float, bytes | None], ...]
    commit: Commit | None = None


def work(jobs: Sequence[Job], setup: Setup, *, scheduler: str, archive: str | None) -> Iterator[Answer]:
    """The answer to every job, as they come in; the JSON of each stands in its place, or in a shard of ``archive``.

    What was in hand on machines that died again and again is tried once more at the end, each document alone, for any
    of them may be the guilty one. Raises ``ClusterError``; what was answered before that stays.
    """
    with _connected(scheduler) as client:
        _check(client, setup)
        errand = _Errand(client, jobs, Parcel(jobs=(), setup=setup, archive=archive, run=uuid4().hex))
        try:
            yield from errand.go(_SENT if archive is None else _SHARDED)
        except (GeneratorExit, KeyboardInterrupt):
            _take_leave(client, errand.run)
            raise
        client.run(dismiss, errand.run)


def _take_leave(client: Any, run: str) -> None:  # noqa: ANN401 - a client of distributed
    """End the workers of a run that is broken off, if the cluster hears of it in time."""

    def tell() -> None:
        with suppress(Exception):  # the run ends whatever the cluster says
            client.run(dismiss, run)

    telling = threading.Thread(target=tell, daemon=True)
    telling.start()
    telling.join(_FAREWELL)


class _Errand:
    """The jobs of one run on the cluster; ``pattern``: what its parcels have in common."""

    def __init__(self, client: Any, jobs: Sequence[Job], pattern: Parcel) -> None:  # noqa: ANN401 - of distributed
        self.run = pattern.run
        self._client = client
        self._jobs = jobs
        self._pattern = pattern

    def go(self, size: int) -> Iterator[Answer]:
        """The answers, to so many jobs at a time."""
        from distributed import as_completed

        waiting = iter([range(start, min(start + size, len(self._jobs))) for start in range(0, len(self._jobs), size)])
        ahead = _AHEAD * sum(self._client.nthreads().values())
        sent = {(future := self._send(places)).key: (future, places) for places in islice(waiting, ahead)}
        done = as_completed([future for future, _ in sent.values()], loop=self._client.loop)
        suspects: list[int] = []
        for future in done:
            _, places = sent.pop(future.key)
            reply = _reply(future)
            if reply is None:
                suspects += places
            else:
                yield from self._unpack(reply, places)
            if (more := next(waiting, None)) is not None:
                following = self._send(more)
                sent[following.key] = (following, more)
                done.add(following)
        for place in suspects:
            alone = range(place, place + 1)
            yield from self._unpack(_reply(self._send(alone)) or _dead(self._jobs[place]), alone)

    def _send(self, places: range) -> Any:  # noqa: ANN401 - a future of distributed
        parcel = self._pattern._replace(jobs=tuple(self._jobs[place] for place in places))
        return self._client.submit(fulfil, parcel, pure=False)

    def _unpack(self, reply: Reply, places: range) -> Iterator[Answer]:
        """The answers that a task brought, its JSON files written."""
        for place, (outcome, seconds, data) in zip(places, reply.outcomes, strict=True):
            if data is not None:
                write_whole(Path(os.fsdecode(self._jobs[place].result)), zlib.decompress(data))
            yield Answer(place=place, outcome=outcome, seconds=seconds, commit=reply.commit)


def _reply(future: Any) -> Reply | None:  # noqa: ANN401
    """What a task brought; None where machines died over it, or over another that they had in hand."""
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        reply: Reply = future.result()
    except KilledWorker:
        return None
    except (OSError, FutureCancelledError) as error:
        message = f"the cluster went away ({error}); what was done stays, run again when it is back"
        raise ClusterError(message) from error
    return reply


def _dead(job: Job) -> Reply:
    said = "machines of the cluster died over it again and again; please report it with the file"
    return Reply(((_failed(job, "worker_died", said), 0.0, None),))


def _connected(scheduler: str) -> AbstractContextManager[Any]:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        message = f"--cluster needs Dask ({error}); get it with: pip install 'kc-extract[cluster]'"
        raise ClusterError(message) from error
    try:
        client: AbstractContextManager[Any] = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"{scheduler}: no Dask scheduler answers there ({error})"
        raise ClusterError(message) from error
    return client


def _check(client: Any, setup: Setup) -> None:  # noqa: ANN401 - a client of distributed
    """Refuse a cluster that would not give what this machine gives."""
    try:
        found = client.run(unlike, setup)
    except Exception as error:
        message = f"the workers of the cluster cannot run this kc-extract ({error}); install it there, archive and all"
        raise ClusterError(message) from error
    if not found:
        message = "the cluster has no workers; start some with: dask worker SCHEDULER"
        raise ClusterError(message)
    for worker, said in found.items():
        if said is not None:
            message = f"the worker {worker} of the cluster would give other results: {said}"
            raise ClusterError(message)


# --- what runs on the workers of the cluster --------------------------------------------------------------------


class _Posted(threading.local):
    post: Post | None = None


_posted = _Posted()
#: The posts of this process, each with the run that it works for: another run on the same cluster has its own.
_posts: dict[Post, str] = {}
_over: set[str] = set()
_changing = threading.Lock()


def unlike(setup: Setup) -> str | None:
    """What this machine would make otherwise than the setup says; None where nothing."""
    here = produced_now(None if setup.lexicon is None else Path(setup.lexicon))
    if here == setup.produced_by:
        return None
    return f"it has {here}, the run has {setup.produced_by}; install the same there"


def fulfil(parcel: Parcel) -> Reply:
    """Do the jobs of a parcel one after the other, each in a process of its own that may die."""
    if parcel.run in _over:  # broken off, and this one was on its way
        return Reply(
            tuple((_failed(job, "no_worker", "the run has ended; run again"), 0.0, None) for job in parcel.jobs)
        )
    post = _posted.post
    if post is None or _posts.get(post) != parcel.run:
        if (said := unlike(parcel.setup)) is not None:
            return _refusal(parcel, said)
        post = _new_post(parcel)
    with tempfile.TemporaryDirectory(prefix="kc-extract-") as folder:
        done = [_ask(post, job, Path(folder) / f"{number}.json") for number, job in enumerate(parcel.jobs)]
    if parcel.archive is not None:
        return _shard(parcel.archive, parcel.jobs, done)
    return Reply(tuple((outcome, seconds, data and zlib.compress(data, 1)) for outcome, seconds, data in done))


def dismiss(run: str) -> None:
    """End the worker processes that this process keeps for a run, which is over."""
    with _changing:
        _over.add(run)
        mine = [post for post, of in _posts.items() if of == run]
        for post in mine:
            del _posts[post]
    for post in mine:
        post.close()


def _ask(post: Post, job: Job, result: Path) -> tuple[Outcome, float, bytes | None]:
    outcome, seconds = post.ask(Job(origin=job.origin, name=job.name, result=os.fsencode(result)))
    return outcome, seconds, result.read_bytes() if isinstance(outcome, Success) else None


def _shard(address: str, jobs: Sequence[Job], outcomes: Sequence[tuple[Outcome, float, bytes | None]]) -> Reply:
    from kc_extract.archive.shards import write_documents
    from kc_extract.archive.sql import PAUSES
    from kc_extract.archive.store import Store
    from kc_extract.schema import decode

    made = ((job.name, decode(data)) for job, (_, _, data) in zip(jobs, outcomes, strict=True) if data)
    commit = write_documents(Store(address, PAUSES), made)
    return Reply(tuple((outcome, seconds, None) for outcome, seconds, _ in outcomes), commit)


def _new_post(parcel: Parcel) -> Post:
    """A post for this thread, in place of its former one; it stays over the tasks of a run."""
    with _changing:
        if (former := _posted.post) is not None and _posts.pop(former, None) is not None:
            former.close()
        post = _posted.post = Post(parcel.setup)
        _posts[post] = parcel.run
    return post


def _refusal(parcel: Parcel, said: str) -> Reply:
    return Reply(tuple((_failed(job, "no_worker", said), 0.0, None) for job in parcel.jobs))


def _failed(job: Job, code: str, said: str) -> Failure:
    return Failure(source=job.name, code=code, message=f"{job.name}: {said}")

"""The same work on a Dask cluster: each of its threads keeps a worker process of ours, with the same bounds."""

from __future__ import annotations

import os
import tempfile
import threading
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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


class ClusterError(ExtractError):
    """The cluster cannot be reached, is not fit for the run, or has gone away."""


class Parcel(NamedTuple):
    """Jobs for one task; ``archive``: the dataset into which it writes a shard of what it extracts."""

    jobs: tuple[Job, ...]
    setup: Setup
    archive: str | None


class Reply(NamedTuple):
    """Of each job of a parcel the outcome, the seconds and, where no shard is written, the packed JSON."""

    outcomes: tuple[tuple[Outcome, float, bytes | None], ...]
    commit: Commit | None = None


def work(jobs: Sequence[Job], setup: Setup, *, scheduler: str, archive: str | None) -> Iterator[Answer]:
    """The answer to every job, as they come in; the JSON of each stands in its place, or in a shard of ``archive``.

    Raises ``ClusterError``; what was answered before that stays.
    """
    size = _SENT if archive is None else _SHARDED
    places = [range(start, min(start + size, len(jobs))) for start in range(0, len(jobs), size)]
    with _connected(scheduler) as client:
        from distributed import as_completed

        _check(client, setup)
        waiting = iter(places)
        sent: dict[str, range] = {}

        def send() -> Any:  # noqa: ANN401 - a future of distributed
            if (parcel := next(waiting, None)) is None:
                return None
            task = Parcel(jobs=tuple(jobs[place] for place in parcel), setup=setup, archive=archive)
            future = client.submit(fulfil, task, pure=False)
            sent[future.key] = parcel
            return future

        threads = sum(client.nthreads().values())
        first = [future for _ in range(_AHEAD * threads) if (future := send()) is not None]
        done = as_completed(first, loop=client.loop)
        for future in done:
            yield from _unpack(future, jobs, sent.pop(future.key))
            if (more := send()) is not None:
                done.add(more)
        client.run(dismiss)


def _unpack(future: Any, jobs: Sequence[Job], places: range) -> Iterator[Answer]:  # noqa: ANN401
    """The answers that a task brought, its JSON files written; its failures where it brought none."""
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        reply: Reply = future.result()
    except KilledWorker as error:
        message = f"a machine of the cluster died over it again and again ({error}); please report it with the file"
        reply = Reply(tuple((_failed(jobs[place], "worker_died", message), 0.0, None) for place in places))
    except (OSError, FutureCancelledError) as error:
        message = f"the cluster went away ({error}); what was done stays, run again when it is back"
        raise ClusterError(message) from error
    for place, (outcome, seconds, data) in zip(places, reply.outcomes, strict=True):
        if data is not None:
            write_whole(Path(os.fsdecode(jobs[place].result)), zlib.decompress(data))
        yield Answer(place=place, outcome=outcome, seconds=seconds, commit=reply.commit)


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
_posts: list[Post] = []
_changing = threading.Lock()


def unlike(setup: Setup) -> str | None:
    """What this machine would make otherwise than the setup says; None where nothing."""
    here = produced_now(None if setup.lexicon is None else Path(setup.lexicon))
    if here == setup.produced_by:
        return None
    return f"it has {here}, the run has {setup.produced_by}; install the same there"


def fulfil(parcel: Parcel) -> Reply:
    """Do the jobs of a parcel one after the other, each in a process of its own that may die."""
    post = _posted.post
    if post is None or post not in _posts or post.setup != parcel.setup:
        if (said := unlike(parcel.setup)) is not None:
            return Reply(tuple((_failed(job, "no_worker", said), 0.0, None) for job in parcel.jobs))
        post = _new_post(parcel.setup)
    with tempfile.TemporaryDirectory(prefix="kc-extract-") as folder:
        done = [_ask(post, job, Path(folder) / f"{number}.json") for number, job in enumerate(parcel.jobs)]
    if parcel.archive is not None:
        return _shard(parcel.archive, parcel.jobs, done)
    return Reply(tuple((outcome, seconds, data and zlib.compress(data, 1)) for outcome, seconds, data in done))


def dismiss() -> None:
    """End the worker processes that this process keeps."""
    while _posts:
        _posts.pop().close()


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


def _new_post(setup: Setup) -> Post:
    """A post for this thread, in place of its former one; it stays over tasks as long as the setup is the same."""
    with _changing:
        if _posted.post in _posts:
            _posts.remove(_posted.post)
            _posted.post.close()
        _posted.post = Post(setup)
        _posts.append(_posted.post)
    return _posted.post


def _failed(job: Job, code: str, said: str) -> Failure:
    return Failure(source=job.name, code=code, message=f"{job.name}: {said}")

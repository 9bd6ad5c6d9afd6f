"""What a dataset holds: which shards count, and in which of them each document is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kc_extract.archive.index import Head, Place, mark_of, newest, write_index
from kc_extract.archive.shards import (
    COMMITS,
    Commit,
    Holding,
    bare,
    listed_commits,
    live,
    oldest_first,
    path_of,
    read_commit,
    read_commits,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kc_extract.archive.store import Store

#: Documents, and markers, that came since the index was written, past which it is to be written anew.
FRESH_DOCUMENTS = 50_000
FRESH_MARKERS = 1_000


class Holdings:
    """The shards of a dataset that count, without their documents, in ``commits``; documents are looked up.

    In memory is what came since the index was written, whatever the number of documents in it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.look()

    def look(self) -> None:
        """Know of all shards that stand by now; of those in the index no marker is read.

        The index comes first: a shard that it tells of and that is not listed afterwards has been replaced by one that
        is listed.
        """
        self._index = newest(self._store)
        known = {commit.name: commit for commit in self._index.head.shards}
        listed = listed_commits(self._store)
        fresh = read_commits(self._store, sorted(listed - known.keys() - set(self._index.head.dead)))
        counting = live({name: commit for name, commit in known.items() if name in listed} | fresh)
        self.commits: dict[str, Commit] = {}
        self._fresh: dict[str, Place] = {}
        self._joinable: set[str] = set()
        self._marks: set[str] = set()
        self._unread: list[str] = []
        self._markers = len(fresh)
        self._dead = listed & (set(self._index.head.dead) | known.keys() | fresh.keys()) - counting.keys()
        for name, commit in counting.items():
            self._take(commit) if name in fresh else self.commits.setdefault(name, commit)

    def know(self, commit: Commit) -> None:
        """A shard has been written, in place of those that it stands for."""
        for dead in commit.supersedes:
            self.commits.pop(dead, None)
            self._dead.add(dead)
        self._markers += 1
        self._take(commit)

    def _take(self, commit: Commit) -> None:
        self.commits[commit.name] = bare(commit)
        if "names" in commit.rows:
            self._unread.append(commit.name)
        for entry in commit.documents:
            former = self._fresh.get(entry.id)
            if former is not None and former[1] != commit.name and former[1] in self.commits:
                self._joinable |= {former[1], commit.name}
            self._fresh[entry.id] = (entry, commit.name)

    def find(self, contents: Collection[str]) -> dict[str, Place]:
        """The documents among these that are held, each with its entry and the name of its shard."""
        found = {content: self._fresh[content] for content in contents if content in self._fresh}
        others = [content for content in contents if content not in found]
        return found | {each: place for each, place in self._index.find(others) if place[1] in self.commits}

    def documents(self, shard: str) -> tuple[Holding, ...]:
        """The documents of a shard, as its marker tells them."""
        return read_commit(self._store, shard).documents

    def doubled(self) -> list[str]:
        """The shards that hold a document which another holds too, in order of name."""
        found = {name for name in self._joinable if name in self.commits}
        for content, (_, shard) in self._index.find(self._fresh):
            if shard in self.commits and shard != self._fresh[content][1]:
                found |= {shard, self._fresh[content][1]}
        return sorted(found)

    def unknown(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those pairs of content and name, in order, that no shard holds."""
        self._read_names()
        asked = {mark: pair for pair in pairs if (mark := mark_of(*pair)) not in self._marks}
        known = self._index.known(asked)
        return sorted(pair for mark, pair in asked.items() if mark not in known)

    def _read_names(self) -> None:
        import pyarrow.parquet as pq

        while self._unread:
            if (name := self._unread[-1]) in self.commits:
                with self._store.open(path_of("names", name)) as file:
                    rows = pq.read_table(file).to_pylist()
                self._marks |= {mark_of(row["id"], row["name"]) for row in rows}
            self._unread.pop()

    @property
    def is_long(self) -> bool:
        """Whether so much came since the index was written that the next open should find it in the index."""
        return len(self._fresh) >= FRESH_DOCUMENTS or self._markers >= FRESH_MARKERS

    def fold(self) -> None:
        """Write the index anew, of all that counts now; no document may be in two shards."""
        if self._index.name and not self._markers:
            return
        self._read_names()
        head = Head(
            shards=tuple(self.commits[name] for name in sorted(self.commits)),
            dead=tuple(sorted(self._dead)),
        )
        self._index = write_index(self._store, self._index, head, self._fresh, self._marks)
        self._fresh, self._marks, self._markers = {}, set(), 0

    def bury(self) -> None:
        """Take the markers that count no more away, first those that others stand for, so that none counts again."""
        dead = {name: bare(read_commit(self._store, name)) for name in sorted(self._dead & listed_commits(self._store))}
        for name in oldest_first(dead):
            self._store.remove(f"{COMMITS}/{name}.json")
        self._dead = set()

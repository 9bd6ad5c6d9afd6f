"""Megabytes a second of the number grammar on one core, beside peers, over the text files of a folder.

``python benchmarks/quantities.py [FOLDER]`` (default: ``shared/corpus`` beside the repository). CPU time, best of the
runs; the peers that are not installed are named and left out. They are given the lines of a sample and do different
things with them: quantulum3 finds English quantities, price-parser the first price, vietnam-number turns a line that is
one number in words into that number and refuses most others. So each is timed twice: on all lines, and on those that it
answers; and those that read words, on numbers spelled out, which is all that vietnam-number is for.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from kc_extract.rules import find_quantities, noun, number_to_words, parse_number
from kc_extract.text import nfc

RUNS = 5
#: Peers read a part of the corpus: some take seconds for a kilobyte.
PEER_BYTES = 20_000
PEERS = (
    ("quantulum3", "quantulum3.parser", "parse"),
    ("price-parser", "price_parser", "parse_price"),
    ("vietnam-number", "vietnam_number", "w2n"),
)

Reader = Callable[[str], object]


def texts(folder: Path) -> list[str]:
    """The text files of the folder, in NFC."""
    return [nfc(path.read_text("utf-8", errors="replace")) for path in sorted(folder.rglob("*.txt"))]


def size(pieces: Iterable[str]) -> int:
    """Their length in UTF-8, in bytes."""
    return sum(len(piece.encode()) for piece in pieces)


def speed(pieces: list[str], reader: Reader, runs: int = RUNS) -> float:
    """Megabytes a second of a reader over the pieces: the best CPU time of the runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        for piece in pieces:
            reader(piece)
        best = min(best, time.process_time() - start)
    return size(pieces) / 1e6 / best


def fixed_cost() -> float:
    """Microseconds that a call takes on a line without numbers."""
    line = "Hỗ trợ các cơ sở công nghiệp nông thôn"
    return size([line]) / speed([line] * 500, find_quantities)


def without_nouns(pieces: list[str]) -> tuple[float, int]:
    """The speed while nouns out of the word lists are not looked up, and how many clauses would have been tagged."""
    asked: set[str] = set()
    found = noun._head_length  # noqa: SLF001 - the one place that calls the tagger

    def ask(clause: str) -> int:
        asked.add(clause)
        return 0

    noun._head_length = ask  # type: ignore[assignment]  # noqa: SLF001
    try:
        return speed(pieces, find_quantities), len(asked)
    finally:
        noun._head_length = found  # noqa: SLF001


def sample(pieces: list[str]) -> list[str]:
    """Lines of the corpus that hold a digit, spread over it, up to the size that the peers are given."""
    lines = [line for piece in pieces for line in piece.split("\n") if any(char.isdigit() for char in line)]
    return lines[:: max(1, size(lines) // PEER_BYTES)]


def peers() -> Iterator[tuple[str, Reader | None]]:
    """Name and reader of each peer; None where it is not installed."""
    for name, module, attribute in PEERS:
        try:
            yield name, patient(getattr(import_module(module), attribute))
        except ImportError:
            yield name, None


def patient(reader: Reader) -> Reader:
    """The reader, with None where it refuses a text."""

    def read(text: str) -> object:
        try:
            return reader(text)
        except Exception:  # noqa: BLE001 - a peer may raise what it likes
            return None

    return read


def answers(reader: Reader, text: str) -> bool:
    """Whether a peer says anything of the text: a number, a price with an amount, a list that is not empty."""
    found = reader(text)
    return found is not None and found != [] and getattr(found, "amount", found) is not None


#: Texts that would cost a backtracking pattern dear, repeated.
ADVERSARIES = ("999.", "1/", "từ 5 đến ", "khoản 1, ", "hai mươi ", "1x", "(", "0270 ", "5 tỷ 5 ", "http://a.vn/1 ")


def growth() -> None:
    """Print milliseconds against length on adversarial texts: each length is four times the one before."""
    lengths = (4_000, 16_000, 64_000)
    print(f"{'characters':36s}" + "".join(f"{length:10d}" for length in lengths))
    for unit in ADVERSARIES:
        costs = (size([unit * (length // len(unit))]) / 1e3 / speed([unit * (length // len(unit))], find_quantities, 2)
                 for length in lengths)  # fmt: skip
        print(f"{unit!r:36s}" + "".join(f"{cost:7.1f} ms" for cost in costs))


def main() -> int:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "corpus"
    pieces = texts(folder)
    if not pieces:
        print(f"{folder}: no text files", file=sys.stderr)
        return 2
    mentions = sum(len(find_quantities(piece)) for piece in pieces)
    bare, asked = without_nouns(pieces)
    whole = speed(pieces, find_quantities)
    noun._head_length.cache_clear()  # noqa: SLF001
    cold = speed(pieces, find_quantities, 1)
    print(f"{folder.name}: {len(pieces)} texts, {size(pieces) / 1e6:.2f} MB, {mentions} quantities; CPU time, one core")
    print(f"{'grammar, word lists alone':36s} {bare:8.2f} MB/s")
    print(f"{'grammar, nouns tagged before':36s} {whole:8.2f} MB/s")
    print(f"{'grammar, nouns tagged in the run':36s} {cold:8.2f} MB/s   {asked} clauses tagged")
    print(f"{'a call without numbers':36s} {fixed_cost():8.1f} µs")
    compare(sample(pieces))
    spelled()
    growth()
    return 0


def compare(lines: list[str]) -> None:
    """Print the speeds of the peers beside ours on the same lines: all of them, and those that the peer answers."""
    ours = speed(lines, find_quantities)
    print(f"{'grammar, on the lines of the peers':36s} {ours:8.2f} MB/s   {size(lines)} bytes in {len(lines)} lines")
    for name, reader in peers():
        if reader is None:
            print(f"{name:36s} not installed")
            continue
        print(f"{name:36s} {beside(lines, reader, 1)}")
        answered = [line for line in lines if answers(reader, line)]
        if answered:
            share = f"the {len(answered) / len(lines):.0%} of the lines that it answers"
            print(f"{'':36s} {beside(answered, reader, 1)}, on {share}")


def beside(pieces: list[str], reader: Reader, runs: int) -> str:
    """The speed of a reader, warmed up, and how many times as fast the grammar is on the same pieces."""
    reader(pieces[0])
    theirs, ours = speed(pieces, reader, runs), speed(pieces, find_quantities)
    return f"{theirs:8.3f} MB/s   the grammar {ours / theirs:.2f} times as fast"


def spelled() -> None:
    """Print the speeds on numbers spelled out, of every size up to a million million."""
    words = [number_to_words(7**power % 10 ** (1 + power % 12)) for power in range(1, 400)]
    print(f"numbers spelled out: {len(words)} of them, {size(words)} bytes")
    for name, reader in (("grammar", find_quantities), ("parse_number", parse_number), *peers()):
        if reader is not None and all(answers(reader, text) for text in words[:20]):
            print(f"{name:36s} {beside(words, reader, RUNS)}")


if __name__ == "__main__":
    raise SystemExit(main())

"""The assignment is the best there is, and the same every time."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kc_extract.score.pairing import Edge, assign

edges = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=14)


def _best(weights: dict[Edge, int]) -> int:
    """The greatest total over all one-to-one assignments of five to five, tried one by one."""
    return max(sum(weights.get(pair, 0) for pair in enumerate(order)) for order in permutations(range(5)))


@given(edges)
@settings(max_examples=200, deadline=None)
def test_total_is_the_greatest_possible(weights: dict[Edge, int]) -> None:
    pairs = assign(weights)
    assert sum(weights[pair] for pair in pairs) == _best(weights)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)


def test_the_likelier_pair_yields_where_that_makes_two() -> None:
    assert assign({(0, 0): 10, (0, 1): 9, (1, 0): 9}) == [(0, 1), (1, 0)]


def test_one_strong_pair_beats_two_weak_ones_when_it_weighs_more() -> None:
    assert assign({(0, 0): 10, (0, 1): 3, (1, 0): 3}) == [(0, 0)]


def test_more_on_the_left_than_on_the_right() -> None:
    assert assign({(0, 0): 1, (1, 0): 2, (2, 0): 3, (2, 1): 2}) == [(1, 0), (2, 1)]


def test_order_of_the_edges_does_not_matter() -> None:
    weights = {(left, right): 5 for left in range(4) for right in range(4)}
    turned = dict(reversed(weights.items()))
    assert assign(weights) == assign(turned)
    assert len(assign(weights)) == 4


def test_nothing_to_pair() -> None:
    assert assign({}) == []


def test_weights_far_beyond_a_float_stay_exact() -> None:
    unit = 1 << 200
    assert assign({(0, 0): unit + 1, (0, 1): unit, (1, 0): unit, (1, 1): unit}) == [(0, 0), (1, 1)]

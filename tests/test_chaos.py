"""A handful of the kills of ``make chaos``, each batch killed several times: the archive equals the undisturbed one."""

import random
from pathlib import Path

import pytest
from archive_making import contents
from chaos import Kill, disturbed, kill_all, kill_part, kill_program, kill_worker, undisturbed, write_documents
from dask_cluster import Cluster
from postgres_server import server

COUNT = 120
KILLS: tuple[Kill, ...] = (kill_program, kill_worker, kill_all, kill_program)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "in", COUNT)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "dataset"])
def test_a_batch_killed_again_and_again_leaves_what_an_undisturbed_one_leaves(
    source: Path, tmp_path: Path, kind: str
) -> None:
    addresses = {
        "sqlite": lambda: (str(tmp_path / "a.db"), str(tmp_path / "b.db")),
        "postgresql": lambda: (server().new(), server().new()),
        "dataset": lambda: (f"{tmp_path}/a/", f"{tmp_path}/b/"),
    }[kind]()
    seconds = undisturbed(source, addresses[0])
    chance = random.Random(7)  # noqa: S311 - chosen so that the same run can be had again
    moments = [chance.uniform(0.3, max(seconds, 1.0)) for _ in KILLS]
    disturbed(source, addresses[1], moments, list(KILLS))
    assert contents(addresses[1]) == contents(addresses[0])


def test_so_does_one_on_a_cluster_that_loses_workers(source: Path, tmp_path: Path) -> None:
    undisturbed(source, str(tmp_path / "a.db"))
    (tmp_path / "cluster").mkdir()
    with Cluster(tmp_path / "cluster") as cluster:
        cluster.add_worker()
        cluster.add_worker()
        kills = [kill_part(cluster), kill_program, kill_part(cluster)]
        disturbed(source, str(tmp_path / "b.db"), [2.5, 2.0, 1.5], kills, cluster)
    assert contents(str(tmp_path / "b.db")) == contents(str(tmp_path / "a.db"))

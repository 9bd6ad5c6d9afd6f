"""What is done around all tests."""

import sys

from hypothesis import settings

#: The same examples in every run, so that a change is judged by itself and not by luck; ``make fuzz`` draws others.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")


def pytest_sessionfinish() -> None:
    """End the database server, which the worker processes of a parallel run would leave behind."""
    started = sys.modules.get("postgres_server")
    if started is not None:
        started.end()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument, since bytes made at import (a ZIP has its time in it) differ by worker."""
    return argname if isinstance(val, bytes) else None

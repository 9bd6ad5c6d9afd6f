"""What is done around all tests."""

import sys


def pytest_sessionfinish() -> None:
    """End the database server, which the worker processes of a parallel run would leave behind."""
    started = sys.modules.get("postgres_server")
    if started is not None:
        started.end()

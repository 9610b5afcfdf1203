# SPDX-License-Identifier: EUPL-1.2
"""What the tests share: a demo server for those that only look, and the closing line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from harness import ENGINES, POSTGRES, Server, serving


@pytest.fixture(scope="session")
def demo() -> Iterator[Server]:
    """A demo server that tests share: they add to it and change nothing that is there."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def token(demo: Server) -> str:
    """A bearer token of staff of the shared server."""
    return demo.staff_token()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "postgres" and not POSTGRES:
        pytest.skip("STADTZIMMER_TEST_POSTGRES names no server")
    return str(request.param)


@pytest.fixture
def server(engine: str) -> Iterator[Server]:
    """A demo server of one's own, on either engine."""
    with serving(engine=engine) as server:
        yield server


def pytest_unconfigure(config: pytest.Config) -> None:
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    if reporter:
        count = {kind: len(reporter.stats.get(kind, [])) for kind in ("passed", "failed", "error")}
        print(f"\n{count['passed']} passed, {count['failed'] + count['error']} failed")

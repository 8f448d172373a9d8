"""Fixtures of pytest: ``mock_server`` for the run, ``mock`` for a test. Set ``mockscript_source`` in pytest.ini."""

from __future__ import annotations

from typing import Iterator

import pytest

from .server import Server, serve
from .session import Session


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("mockscript_source", "the source that the fixture mock_server serves, relative to the root folder", default=".")
    parser.addini("mockscript_arguments", "further flags of `mockscript serve`", type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "mock(**options): options of the session of this test, as POST /_mock/sessions takes them")


@pytest.fixture(scope="session")
def mock_server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """One server for the run (one for each worker of pytest-xdist)."""
    source = pytestconfig.rootpath / pytestconfig.getini("mockscript_source")
    with serve(source, *pytestconfig.getini("mockscript_arguments")) as server:
        yield server


@pytest.fixture
def mock(mock_server: Server, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session of its own for the test; it is finished at the end, and what went wrong in it fails the test."""
    marker = request.node.get_closest_marker("mock")
    with mock_server.session(**(marker.kwargs if marker else {})) as session:
        yield session

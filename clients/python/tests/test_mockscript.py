"""The client against the built binary: set MOCKSCRIPT to its path."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

import mockscript

SHOP = pathlib.Path(__file__).resolve().parents[3] / "examples" / "shop"
CHECKOUT = "POST /carts/{id}/checkout"


def send(url, method="GET", body=None, headers=None):
    """The status and the JSON of an answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read() or b"null")


@pytest.fixture(scope="module")
def server():
    with mockscript.serve(SHOP) as server:
        yield server


@pytest.fixture
def session(server):
    with server.session(seed=7) as session:
        yield session


def test_a_session_has_state_and_records_of_its_own(server, session):
    session.state.set("sale", True)
    session.state.set("nothing", None)
    session.collection("products").update("tee", {"stock": 0})
    assert session.state.all() == {"sale": True, "nothing": None} and session.state.get("none", 1) == 1
    assert send(session.url + "/products/tee")[1]["stock"] == 0
    assert send(server.url + "/products/tee", headers=session.headers)[1]["stock"] == 0
    assert send(server.url + "/products/tee")[1]["stock"] == 5
    session.reset()
    assert session.state.all() == {} and send(session.url + "/products/tee")[1]["stock"] == 5


def test_the_clock_stands_still_and_moves(session):
    session.clock.freeze("2026-01-01T00:00:00Z")
    session.state.set("short", 1, ttl="10m")
    assert session.clock.advance("15m")["now"] == "2026-01-01T00:15:00.000Z"
    assert session.state.get("short") is None
    assert session.clock.now == "2026-01-01T00:15:00.000Z"


def test_stubs_answer_over_the_files_as_often_as_they_should(session):
    session.stub("GET /products/{id}", times=1, status=503, json={"error": "down"})
    assert send(session.url + "/products/tee") == (503, {"error": "down"})
    assert send(session.url + "/products/tee")[0] == 200


def test_calls_are_listed_waited_for_and_verified(session):
    threading.Thread(target=lambda: send(session.url + "/products/mug")).start()
    [call] = session.wait_for("GET /products/{id}", timeout=60)
    assert call.status == 200 and call["match"]["params"] == {"id": "mug"}
    session.verify("GET /products/{id}")
    session.verify("GET /products/{id}", {"at_least": 1})
    with pytest.raises(mockscript.MockScriptError, match="wanted exactly 2 calls of GET /products/{id}, saw 1"):
        session.verify("GET /products/{id}", 2)
    with pytest.raises(mockscript.MockScriptError, match="408"):
        session.wait_for("GET /products/{id}", 5, timeout=0.1)


def test_a_scenario_arranges_the_session_and_an_unknown_one_is_told(session):
    session.use_scenario("card-declined")
    with pytest.raises(mockscript.MockScriptError, match="card-declined"):
        session.use_scenario("card-declind")


def test_snapshots_bring_a_session_back(session):
    session.state.set("x", 1)
    snapshot = session.snapshot()
    session.state.set("x", 2)
    session.restore(snapshot)
    assert session.state.get("x") == 1


def test_an_unmatched_call_fails_the_block(server):
    with pytest.raises(mockscript.MockScriptError, match="GET /nothing"):
        with server.session() as session:
            assert send(session.url + "/nothing")[0] == 404


def test_eight_workers_share_a_server_and_see_their_own_sessions(server):
    def work(number):
        with server.session() as session:
            for _ in range(20):
                session.state.set("n", number)
                assert send(session.url + "/products/tee")[0] == 200
                assert session.state.get("n") == number
            session.verify("GET /products/{id}", 20)
        return number

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(16))) == list(range(16))


def test_a_source_that_does_not_exist_is_told():
    with pytest.raises(mockscript.MockScriptError, match="no-source"):
        mockscript.serve(SHOP / "nothing")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_no_server_outlives_a_killed_parent():
    program = f"import mockscript, time; print(mockscript.serve({str(SHOP)!r}).pid, flush=True); time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    pid = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert ends(pid), "the server runs on"


def ends(pid):
    for _ in range(3000):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_the_fixture_gives_each_test_a_session(pytester):
    pytester.makeini(f"[pytest]\nmockscript_source = {SHOP}\n")
    pytester.makepyfile(
        """
        import pytest, urllib.request
        def test_one(mock): mock.state.set("x", 1); assert mock.state.all() == {"x": 1}
        def test_two(mock): assert mock.state.all() == {}
        @pytest.mark.mock(id="mine")
        def test_three(mock): assert mock.id == "mine"
        """
    )
    pytester.runpytest("-p", "mockscript.plugin").assert_outcomes(passed=3)

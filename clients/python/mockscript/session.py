"""A session: state, clock, scenario, stubs and calls of one test."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Optional, Type, Union

from .api import NOTHING, AdminAPI, MockScriptError, quote

Times = Union[int, dict[str, int]]


class Call(dict[str, Any]):
    """One call of the log, as ``GET /_mock/sessions/{sid}/calls/{n}`` gives it; ``json`` is the JSON of the request's body."""

    @property
    def json(self) -> Any:
        return self["request"].get("json")

    @property
    def status(self) -> int:
        return int(self["response"]["status"])


class Clock:
    """The clock of a session. Times are RFC 3339 texts, durations are texts such as ``15m``."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    @property
    def now(self) -> str:
        return str(self._session.call("GET", "/clock")["now"])

    def freeze(self, at: Optional[str] = None) -> dict[str, Any]:
        """Stops the clock, at the time that it has or at another."""
        return self._session.call("PUT", "/clock", {"mode": "frozen", **({"now": at} if at else {})})

    def set(self, at: str) -> dict[str, Any]:
        """Moves the clock to a time; timers that are due on the way run."""
        return self._session.call("PUT", "/clock", {"now": at})

    def resume(self) -> dict[str, Any]:
        """Lets the clock run with the system's again."""
        return self._session.call("PUT", "/clock", {"mode": "real"})

    def advance(self, by: str) -> dict[str, Any]:
        """Moves the clock on; the answer tells the timers, webhooks and expiries that ran, in order."""
        return self._session.call("POST", "/clock/advance", {"by": by})


class State:
    """The values that handlers keep, by key."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def all(self) -> dict[str, Any]:
        return self._session.call("GET", "/state")

    def replace(self, values: dict[str, Any]) -> None:
        """Removes all values and sets these."""
        self._session.call("PUT", "/state", values)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or the default when there is none."""
        try:
            return self._session.call("GET", "/state/" + quote(key))
        except MockScriptError as error:
            if error.status == 404:
                return default
            raise

    def set(self, key: str, value: Any, ttl: Optional[str] = None) -> None:
        """Sets a value; ``ttl`` is a duration of the session's clock."""
        self._session.call("PUT", "/state/" + quote(key), value, {"ttl": ttl})

    def remove(self, key: str) -> None:
        self._session.call("DELETE", "/state/" + quote(key))


class Collection:
    """The records of one collection."""

    def __init__(self, session: "Session", name: str) -> None:
        self._session = session
        self._path = "/collections/" + quote(name)

    def all(self) -> list[dict[str, Any]]:
        return self._session.call("GET", self._path)

    def replace(self, records: list[dict[str, Any]]) -> None:
        self._session.call("PUT", self._path, records)

    def get(self, id: Any) -> dict[str, Any]:
        return self._session.call("GET", f"{self._path}/{quote(str(id))}")

    def put(self, id: Any, record: dict[str, Any]) -> dict[str, Any]:
        return self._session.call("PUT", f"{self._path}/{quote(str(id))}", record)

    def update(self, id: Any, changes: dict[str, Any]) -> dict[str, Any]:
        """Changes members of a record; ``None`` removes one."""
        return self._session.call("PATCH", f"{self._path}/{quote(str(id))}", changes)

    def remove(self, id: Any) -> None:
        self._session.call("DELETE", f"{self._path}/{quote(str(id))}")


class Session:
    """A world of its own on a running server. ``url`` is the base URL for the code under test."""

    def __init__(self, admin: AdminAPI, facts: dict[str, Any]) -> None:
        self.id: str = facts["id"]
        self.url: str = facts["url"]
        self._header: str = facts["header"].split(":")[0]
        self.clock = Clock(self)
        self.state = State(self)
        self._admin = admin
        self._closed = False

    @property
    def headers(self) -> dict[str, str]:
        """The header that names this session in calls to the server's own URL."""
        return {self._header: self.id}

    def call(self, method: str, path: str, body: Any = NOTHING, query: Optional[dict[str, Any]] = None, timeout: float = 60) -> Any:
        """Calls a path of the admin API below this session: ``session.call("GET", "/state")``."""
        return self._admin.call(method, f"/sessions/{quote(self.id)}{path}", body, query, timeout)

    def collection(self, name: str) -> Collection:
        return Collection(self, name)

    def use_scenario(self, name: str) -> None:
        self.call("PUT", "/scenario", {"name": name})

    def use_example(self, route: str, example: str) -> None:
        """Pins an example: ``use_example("POST /payments", "declined")``."""
        self.call("PATCH", "/examples", {route: example})

    def behave(self, pattern: str, behavior: dict[str, Any]) -> None:
        """Sets a behavior: ``behave("/quotes/**", {"delay": "200ms"})``."""
        self.call("PATCH", "/behaviors", {pattern: behavior})

    def stub(self, route: str, *, times: Optional[int] = None, **answer: Any) -> dict[str, Any]:
        """Answers a route over files: ``stub("GET /rates/{pair}", times=2, status=503, json={"error": "down"})``."""
        return self.call("POST", "/stubs", {"route": route, "answer": answer, **({"times": times} if times is not None else {})})

    def calls(self, route: Optional[str] = None, **filters: Any) -> list[Call]:
        """The calls, oldest first; filters are those of the admin API (``status="4xx"``, ``unmatched=True``, ``since=3``)."""
        return [Call(each) for each in self.call("GET", "/calls", query={"route": route, **filters})["calls"]]

    def wait_for(self, route: str, count: int = 1, timeout: float = 5) -> list[Call]:
        """Waits on the server until that many calls have arrived; raises when they have not within ``timeout`` seconds."""
        query = {"route": route, "count": count, "timeout": f"{round(timeout * 1000)}ms"}
        return [Call(each) for each in self.call("GET", "/calls/wait", query=query, timeout=timeout + 30)["calls"]]

    def verify(self, route: str, times: Times = 1, where: Optional[dict[str, Any]] = None) -> None:
        """Raises unless the route was called so: ``times`` is a count or ``{"at_least": 1}``, ``where`` are parts of the request."""
        wanted = {"route": route, "times": {"exactly": times} if isinstance(times, int) else times, "where": where or {}}
        found = self.call("POST", "/calls/verify", wanted)
        if not found["ok"]:
            raise MockScriptError(_complaint(found), problem=found)

    def snapshot(self) -> dict[str, Any]:
        return self.call("GET", "/snapshot")

    def restore(self, snapshot: dict[str, Any]) -> None:
        self.call("PUT", "/snapshot", snapshot)

    def reset(self) -> None:
        self.call("POST", "/reset")

    def finish(self) -> dict[str, Any]:
        """Ends the session and gives what went wrong in it: unmatched calls, failed handlers, unused stubs."""
        self._closed = True
        return self.call("POST", "/finish")

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        if not self._closed:
            report = self.finish()
            if error is None and not report["ok"]:
                raise MockScriptError(str(report.get("message") or report), problem=report)


def _complaint(found: dict[str, Any]) -> str:
    near = [(each["call"], differs) for each in found.get("closest", []) for differs in each["differs"]]
    told = [f"  call {call}: {each['at']}: want {each.get('want')!r}, got {each.get('got')!r}" for call, each in near]
    return "\n".join([str(found["message"]), *told])

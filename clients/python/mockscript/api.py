"""JSON over HTTP to the admin API."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Optional


class MockScriptError(AssertionError):
    """The server refused a request (``status``, ``problem``: RFC 9457), did not start, or a check of a session failed."""

    def __init__(self, message: str, status: Optional[int] = None, problem: Optional[dict[str, Any]] = None) -> None:
        super().__init__(message)
        self.status = status
        self.problem = problem or {}


NOTHING: Any = object()  # no body; None is the body null


class AdminAPI:
    """The admin API of one server. Proxies of the environment are not used."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(self, method: str, path: str, body: Any = NOTHING, query: Optional[dict[str, Any]] = None, timeout: float = 60) -> Any:
        """Sends one request and gives the JSON of the answer; raises ``MockScriptError`` for every status from 400 on."""
        wanted = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in (query or {}).items() if value is not None}
        url = self.url + path + ("?" + urllib.parse.urlencode(wanted) if wanted else "")
        data = None if body is NOTHING else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"} if data else {}, method=method)
        try:
            with self._opener.open(request, timeout=timeout) as answer:
                return _parse(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                problem = _parse(error.read())
            raise MockScriptError(_message(method, path, error.code, problem), error.code, problem) from None
        except (urllib.error.URLError, OSError) as error:
            raise MockScriptError(f"{method} {url}: no answer ({error})") from error


def quote(segment: str) -> str:
    """A text as one segment of a path."""
    return urllib.parse.quote(segment, safe="")


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data) if data else None
    except ValueError:
        return data.decode("utf-8", "replace")


def _message(method: str, path: str, status: int, problem: Any) -> str:
    told = problem if not isinstance(problem, dict) else ". ".join(problem[key] for key in ("title", "detail", "hint") if key in problem)
    return f"{method} {path}: {status} {told or ''}".rstrip()

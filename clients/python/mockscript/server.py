"""A mockscript server as a child of this process."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
from types import TracebackType
from typing import IO, Any, Optional, Type, Union

from .api import AdminAPI, MockScriptError
from .session import Session


def find_binary() -> str:
    """The path of the binary: ``MOCKSCRIPT`` in the environment, else ``mockscript`` on the ``PATH``."""
    named = os.environ.get("MOCKSCRIPT")
    if named and not os.access(named, os.X_OK):
        raise MockScriptError(f"MOCKSCRIPT is {named!r}, which is no program that can be run")
    found = named or shutil.which("mockscript")
    if not found:
        raise MockScriptError("there is no program 'mockscript' on the PATH: install it, or set MOCKSCRIPT to the path of the binary")
    return found


class Server:
    """A server that ends with the ``with`` block, with ``stop()``, or with this process, whichever comes first."""

    def __init__(self, process: "subprocess.Popen[bytes]", ready: dict[str, Any]) -> None:
        self.url: str = ready["url"]
        self.pid: int = ready["pid"]
        self.admin = AdminAPI(ready["admin"])
        self._process = process

    def session(self, **options: Any) -> Session:
        """Makes a session; in a ``with`` block it is finished and checked at the end.

        The options are those of ``POST /_mock/sessions``: ``id``, ``scenario``, ``seed``, ``clock``, ``state``, ``collections``.
        """
        return Session(self.admin, self.admin.call("POST", "/sessions", options))

    def stop(self, timeout: float = 10) -> int:
        """Ends the server and gives its exit code; a server that does not end in time is killed."""
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
        if self._process.poll() is None:
            self._process.terminate()
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        self.stop()


def serve(
    source: Union[str, "os.PathLike[str]"] = ".", *arguments: str, binary: Optional[str] = None, timeout: float = 30
) -> Server:
    """Starts ``mockscript serve SOURCE`` on a free port and waits for its ready line.

    ``arguments`` are further flags (``"--scenario", "card-declined"``). The server ends when this process ends, also by SIGKILL:
    its stdin is a pipe that closes then, and it watches the process id.
    """
    command = [binary or find_binary(), "serve", os.fspath(source), "--port", "0", "--json", "--parent-pid", str(os.getpid()), *arguments]
    errors = tempfile.TemporaryFile()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
    ready = _first_line(process, timeout)
    if ready is None:
        process.kill()
        code = process.wait()
        raise MockScriptError(f"{' '.join(command)} did not start (exit code {code}):\n{_text(errors)}")
    return Server(process, ready)


def _first_line(process: "subprocess.Popen[bytes]", timeout: float) -> Optional[dict[str, Any]]:
    """The ready event; the events after it are read and dropped, since the admin API tells the same."""
    lines: "queue.Queue[bytes]" = queue.Queue()

    def read() -> None:
        assert process.stdout
        lines.put(process.stdout.readline())
        for _ in process.stdout:
            pass

    threading.Thread(target=read, daemon=True).start()
    try:
        event = json.loads(lines.get(timeout=timeout) or b"null")
    except (queue.Empty, ValueError):
        return None
    return event if isinstance(event, dict) and event.get("event") == "ready" else None


def _text(file: IO[bytes]) -> str:
    return os.pread(file.fileno(), 1 << 20, 0).decode("utf-8", "replace")

"""Start mockscript from tests: one server for all of them, one session for each."""

from .api import MockScriptError
from .server import Server, find_binary, serve
from .session import Call, Clock, Collection, Session, State

__all__ = ["Call", "Clock", "Collection", "MockScriptError", "Server", "Session", "State", "find_binary", "serve"]

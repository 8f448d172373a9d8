#!/usr/bin/env python3
"""Static requests and health beside a handler that computes without pause.

    scripts/bench contention                     p99 and worst wait, compared with their bounds
    python3 scripts/measure/contention.py BINARY the same for a binary

Requests are due at a steady pace, and each wait is counted from when the request was due: a server that stops for a moment is charged for all that
came meanwhile. First without the handler, which says what the machine itself adds.
"""
import pathlib
import selectors
import socket
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from measure.server import Project, Server, percentile  # noqa: E402

ROUTES = {
    "routes/plain/GET.json": '{"ok":true}',
    "routes/burn/route.lua": """
        return { GET = function(req)
          local sum = 0
          for i = 1, tonumber(req.query.n) do sum = sum + i % 7 end
          return { sum = sum }
        end }
        """,
}
BURN = 0.1           # seconds of processor time of one call of the handler
BURNERS = 4          # clients that call it without pause
PACE = {"static": 1000, "health": 50}  # requests a second
TARGETS = {"static": "/plain", "health": "/_mock/health"}
CLIENTS = {"static": 16, "health": 2}
SECONDS, WARMUP = 8.0, 1.0
P99, WORST = 5.0, 30.0  # milliseconds


class Client:
    """One connection, one request at a time."""

    def __init__(self, port, target, kind):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        self.kind, self.due, self.bytes = kind, None, b""

    def send(self, due):
        self.due, self.bytes = due, b""
        self.socket.send(self.request)

    def read(self):
        """Whether the answer is whole now."""
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError(f"the server closed a connection for {self.kind}")
        self.bytes += part
        head, found, body = self.bytes.partition(b"\r\n\r\n")
        if not found:
            return False
        if not head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(self.bytes.decode(errors="replace")[:300])
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        return len(body) >= length


def waits(port, burn):
    """The waits in ms of each kind, and how often the handler was called."""
    selector = selectors.DefaultSelector()
    free = {kind: [Client(port, TARGETS[kind], kind) for _ in range(CLIENTS[kind])] for kind in PACE}
    burners = [Client(port, burn, "burn") for _ in range(BURNERS)] if burn else []
    for client in [c for clients in free.values() for c in clients] + burners:
        selector.register(client.socket, selectors.EVENT_READ, client)
    measured, burnt = {kind: [] for kind in PACE}, 0
    start = time.perf_counter()
    next_due = {kind: start for kind in PACE}
    for client in burners:
        client.send(start)
    while True:
        now = time.perf_counter()
        if now - start > SECONDS + WARMUP:
            break
        for kind, pace in PACE.items():
            while next_due[kind] <= now and free[kind]:
                free[kind].pop().send(next_due[kind])
                next_due[kind] += 1 / pace
        pause = min(next_due[kind] for kind in PACE if free[kind]) - time.perf_counter() if any(free.values()) else 0.1
        for key, _ in selector.select(max(pause, 0)):
            client = key.data
            if not client.read():
                continue
            if client.kind == "burn":
                burnt += 1
                client.send(0)
                continue
            if client.due - start > WARMUP:
                measured[client.kind].append((time.perf_counter() - client.due) * 1000)
            free[client.kind].append(client)
    for key in list(selector.get_map().values()):
        key.data.socket.close()
    return measured, burnt


def calibrated(port):
    """The target of the handler for which it computes for as long as it shall, by one call at rest."""
    steps, took = 200_000, 0
    while took < BURN / 4:
        steps *= 2
        client = Client(port, f"/burn?n={steps}", "burn")
        client.socket.setblocking(True)
        begun = time.perf_counter()
        client.send(0)
        while not client.read():
            pass
        took = time.perf_counter() - begun
        client.socket.close()
    return f"/burn?n={int(steps * BURN / took)}"


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    held = True
    print(f"{'case':28} {'p50':>8} {'p99':>8} {'worst':>8}   ms")
    with Project(ROUTES) as folder, Server(binary, folder) as server:
        burn = calibrated(server.port)
        for label, target in (("at rest", None), ("beside the handler", burn)):
            measured, burnt = waits(server.port, target)
            for kind, times in measured.items():
                p50, p99, worst = percentile(times, 0.5), percentile(times, 0.99), max(times)
                print(f"{kind + ', ' + label:28} {p50:8.2f} {p99:8.2f} {worst:8.2f}   of {len(times)}")
                held = held and (target is None or p99 <= P99 and worst <= WORST)
            if target:
                print(f"the handler was called {burnt} times in {SECONDS + WARMUP:.0f} s")
    if not held:
        sys.exit(f"contention: beside the handler p99 has to be at most {P99:.0f} ms, and the worst wait {WORST:.0f} ms")


if __name__ == "__main__":
    main()

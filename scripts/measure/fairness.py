"""Whether others are answered while one client, script or file keeps the server busy."""
import socket
import threading
import time

from .server import Project, Server, close_all, exchange, percentile
from .walls import PLAIN, handler, handlers


def watch_health(server, seconds=3.0):
    """Milliseconds that `GET /_mock/health` takes, asked without pause."""
    times, end = [], time.time() + seconds
    while time.time() < end:
        status, _, took = exchange(server, "/_mock/health", timeout=10)
        times.append(took * 1000 if status == 200 else 10_000)
        time.sleep(0.005)
    return times


def judged(server, label, seconds=3.0):
    """Whether health was answered within 50 ms at the 99th percentile, and the figures."""
    times = watch_health(server, seconds)
    p99 = percentile(times, 0.99)
    return p99 <= 50, f"{label}: p99 {p99:.0f} ms, worst {max(times):.0f} ms of {len(times)}"


def sleeps_of_no_time(binary):
    """A timer that calls `mock.sleep(0)` for ever."""
    code = 'mock.after("1ms", function() while true do mock.sleep(0) end end) return 204'
    with Project(handlers([handler("/x", code)])) as root, Server(binary, root) as server:
        exchange(server, "/x")
        return judged(server, "sleep(0)")


def endless_timers(binary):
    """Twenty due timers, each of which runs into limits.cpu."""
    code = 'for i = 1, 20 do mock.after("10ms", function() while true do end end) end return 204'
    with Project(handlers([handler("/x", code)], "limits: { cpu: 1s }\n")) as root, Server(binary, root) as server:
        exchange(server, "/x")
        return judged(server, "20 endless timers", 5)


def webhooks_to_oneself(binary):
    """Each call sends ten webhooks to the same route."""
    code = ('for i = 1, 10 do mock.webhook { method = "GET", url = "http://127.0.0.1:" .. req.query.p .. "/x?p=" .. req.query.p } end '
            "return 204")
    with Project(handlers([handler("/x", code)])) as root, Server(binary, root, descriptors=4096) as server:
        exchange(server, f"/x?p={server.port}")
        time.sleep(1)
        held, figures = judged(server, "webhooks")
        used = server.descriptors
        return held and used < 2048, f"{figures}, {used} descriptors"


def many_streams(binary):
    """300 streams that write without pause."""
    with Server(binary) as server:
        clients = [server.connect(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n", buffer=4096) for _ in range(300)]
        held, figures = judged(server, "300 streams")
        close_all(clients)
        return held, figures


def busy_saves(binary):
    """A file is saved every 20 ms in a project of 500 routes."""
    files = {**PLAIN, **{f"routes/r{index}/GET.json": "{}" for index in range(500)}}
    with Project(files) as root, Server(binary, root, arguments=()) as server:
        stop = threading.Event()

        def save():
            number = 0
            while not stop.is_set():
                number += 1
                (root / "routes/plain/GET.json").write_text('{"p":%d}' % number)
                stop.wait(0.02)

        worker = threading.Thread(target=save)
        worker.start()
        held, figures = judged(server, "saves")
        others = [exchange(server, "/plain")[2] * 1000 for _ in range(20)]
        stop.set()
        worker.join()
        return held and max(others) <= 500, f"{figures}; a route took {max(others):.0f} ms at most"


def half_bodies(binary):
    """200 clients that send half of a body of 10 MB: memory stays bounded."""
    with Server(binary) as server:
        base = server.memory
        clients = []
        for _ in range(200):
            client = server.connect(b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n", timeout=0.2)
            try:
                client.sendall(b"x" * 5_000_000)
            except OSError:
                pass
            clients.append(client)
        grown = server.memory - base
        status = exchange(server, "/_mock/health", timeout=5)[0]
        close_all(clients)
        return grown <= 400 and status == 200, f"{grown:+.0f} MB for {200 * 5} MB sent, health {status}"


def admin_at_the_cap(binary):
    """The admin API answers while every other place for a connection is taken."""
    with Server(binary, descriptors=200) as server:
        clients = []
        for _ in range(150):
            try:
                clients.append(socket.create_connection(("127.0.0.1", server.port), timeout=1))
            except OSError:
                break
        time.sleep(0.5)
        status, _, seconds = exchange(server, "/_mock/health", timeout=5)
        before = server.cpu
        time.sleep(2)
        load = (server.cpu - before) / 2
        close_all(clients)
        return status == 200 and load < 0.05, f"health {status} after {seconds * 1000:.0f} ms, {load * 100:.1f} % of a processor"

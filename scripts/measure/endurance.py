"""Full-size runs: nothing blocks, nothing leaks. Each check returns whether it held, and its figures."""
import concurrent.futures
import json
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time

from .server import REQUEST, ROOT, Server, close_all, read_answer, warm


def idle(binary):
    """10,000 idle connections: at most 120 MB above the base."""
    with Server(binary) as server:
        warm(server)
        base = server.memory
        clients = [server.connect(REQUEST) for _ in range(9900)]
        for client in clients:
            read_answer(client)
        used = server.memory - base
        close_all(clients)
        return used <= 120, f"{used:.0f} MB for {len(clients)} connections"


def sleeping(binary):
    """10,000 handlers asleep at once: at most 2 KB each for code and wait, beyond their connections."""
    with Server(binary) as server:
        warm(server)
        base = server.memory
        clients = [server.connect(REQUEST) for _ in range(9900)]
        for client in clients:
            read_answer(client)
        connected = server.memory
        cpu = server.cpu
        for client in clients:
            client.sendall(b"GET /sleep HTTP/1.1\r\nHost: x\r\n\r\n")
        previous = -1
        while server.memory != previous:
            previous = server.memory
            time.sleep(1)
        asleep = server.memory
        each = (asleep - connected) * 1e6 / len(clients)
        good = server.answers()
        threads = server.threads
        close_all(clients)
        return good, (f"{each:.0f} bytes each above {connected - base:.0f} MB of connections, "
                      f"{threads} threads, {server.cpu - cpu:.1f} s of processor")


def streams(binary):
    """1,000 streams at once: no thread more; all gone when the clients are."""
    with Server(binary) as server:
        warm(server)
        base, threads, memory = server.descriptors, server.threads, server.memory
        clients = [server.connect(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(1000)]
        for client in clients:
            data = b""
            while b"begin" not in data:
                data += client.recv(65536)
        more, used = server.threads - threads, server.memory - memory
        close_all(clients)
        good = server.settled(base)
        return more == 0 and good, f"{more} threads more, {used:.1f} MB, descriptors back: {good}"


def calls(binary):
    """1,000,000 calls: memory stays flat once the journal is full."""
    wrk = shutil.which("wrk")
    with Server(binary) as server:
        def load(count):
            seconds = 0
            before = called(server)
            while called(server) - before < count and seconds < 300:
                if wrk:
                    subprocess.run([wrk, "-t1", "-c16", "-d4s", f"http://127.0.0.1:{server.port}/plain"],
                                   stdout=subprocess.DEVNULL)
                else:
                    with concurrent.futures.ThreadPoolExecutor(16) as pool:
                        list(pool.map(lambda _: pipeline(server, 2000), range(16)))
                seconds += 4
            return called(server) - before

        load(50_000)
        base = server.memory
        done = load(1_000_000)
        grown = server.memory - base
        return done >= 1_000_000 and grown <= 20, f"{done} calls, {grown:+.1f} MB on {base:.0f} MB"


def called(server):
    """How many calls the session had."""
    with server.connect(b"GET /plain HTTP/1.1\r\nHost: x\r\n\r\n") as client:
        head = read_answer(client).lower()
    return int(head.split(b"x-mock-call: ")[1].split(b"\r\n")[0])


def pipeline(server, count):
    with server.connect() as client:
        for _ in range(count):
            client.sendall(REQUEST)
            read_answer(client)


def journal(binary):
    """Large bodies: the journal is bounded by bytes, 64 MiB."""
    body = b"x" * 1_000_000
    head = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
    with Server(binary) as server:
        warm(server)
        base = server.memory
        with server.connect(timeout=60) as client:
            for _ in range(500):
                client.sendall(head + body)
                read_answer(client)
        grown = server.memory - base
        return grown <= 130, f"{grown:.0f} MB after 500 bodies of 1 MB"


def slow(binary):
    """500 slow headers, bodies and readers each: closed within 15 s, others are served meanwhile."""
    with Server(binary) as server:
        begins = {
            "headers": b"GET /plain HTTP/1.1\r\nHost: x\r\nA",
            "bodies": b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc",
            "readers": b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n",
        }
        base = server.descriptors
        clients = {name: [server.connect(data, buffer=4096) for _ in range(500)] for name, data in begins.items()}
        began, worst, failures = time.time(), 0.0, 0
        while server.descriptors > base + 5 and time.time() - began < 30:
            start = time.time()
            failures += not server.answers()
            worst = max(worst, time.time() - start)
            for client in clients["headers"][::50]:
                try:
                    client.send(b"a")
                except OSError:
                    pass
            time.sleep(0.5)
        took = time.time() - began
        for group in clients.values():
            close_all(group)
        return took <= 15 and not failures, f"closed after {took:.1f} s; others waited {worst * 1000:.0f} ms at most, {failures} failed"


def pipelined(binary):
    """One client that pipelines and never reads: at most 10 MB."""
    with Server(binary) as server:
        warm(server)
        base = server.memory
        client = server.connect(buffer=4096)
        client.setblocking(False)
        end, sent, peak = time.time() + 8, 0, 0.0
        while time.time() < end:
            try:
                sent += client.send(REQUEST * 1000)
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                break
            peak = max(peak, server.memory - base)
        client.close()
        return peak <= 10, f"{peak:.1f} MB for {sent / 1e6:.1f} MB of requests"


def full(binary):
    """At the limit of connections the processor idles; room is used within a second."""
    with Server(binary, descriptors=200) as server:
        clients = [server.connect(REQUEST) for _ in range(300)]
        time.sleep(1)
        before = server.cpu
        time.sleep(3)
        load = (server.cpu - before) / 3
        close_all(clients[:250])
        start = time.time()
        good = server.answers(10)
        took = time.time() - start
        close_all(clients)
        return load < 0.05 and good and took <= 1, f"{load * 100:.1f} % of a processor at the limit, answered {took * 1000:.0f} ms after"


def aborted(binary):
    """100,000 aborted requests: descriptors, code and memory are back at their base."""
    kinds = [b"GET /sleep HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n",
             b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n", REQUEST, REQUEST[:20]]
    reset = struct.pack("ii", 1, 0)

    def abort(count):
        for index in range(count):
            client = server.connect(kinds[index % len(kinds)])
            if index % 3 == 0:
                try:
                    client.recv(10) if index % 5 in (1, 2, 3) else None
                except OSError:
                    pass
            if index % 2:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            client.close()

    def abort_all(count):
        workers = [threading.Thread(target=abort, args=(count // 4,)) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    with Server(binary) as server:
        warm(server)
        base = server.descriptors
        abort_all(20_000)
        server.settled(base)
        memory = server.memory
        start = time.time()
        abort_all(100_000)
        good = server.settled(base)
        grown = server.memory - memory
        return good and grown <= 10 and server.answers(), (
            f"{grown:+.1f} MB on {memory:.0f} MB, descriptors {server.descriptors} of {base}, {time.time() - start:.0f} s")


def stopping(binary):
    """50 rounds of SIGTERM with requests in flight: every request that was taken is answered whole."""
    broken = answered = 0
    for _ in range(50):
        with Server(binary) as server:
            clients = []
            for index in range(40):
                target = b"/sleep?ms=300" if index % 2 else b"/plain"
                clients.append(server.connect(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\n\r\n"))
            time.sleep(0.05)
            server.process.send_signal(signal.SIGTERM)
            for client in clients:
                data = read_answer(client)
                answered += data.startswith(b"HTTP/1.1 200") and data.endswith(b"}")
                broken += not (data.startswith(b"HTTP/1.1 200") and data.rstrip().endswith(b"}"))
            close_all(clients)
            if server.process.wait(15) != 0:
                broken += 1
    return broken == 0, f"{50 * 40 - broken} of {50 * 40} answered whole"


def edits(binary):
    """1,000 edits, valid, broken and half-written, under load: no failed request, no mixed version."""
    folder = pathlib.Path(tempfile.mkdtemp())
    for part in ("routes/both", "lib"):
        (folder / part).mkdir(parents=True)
    both, lib = folder / "routes/both/route.lua", folder / "lib/version.lua"

    def write(path, text, whole=True):
        if whole:
            new = path.with_suffix(".new")
            new.write_text(text)
            new.rename(path)
        else:
            path.write_text(text)

    def version(number):
        write(both, f'local version = require("version")\nreturn {{ GET = function() '
                    f'return {{ route = {number}, check = {number * 7} }} end }}\n')

    write(lib, "return 1\n")
    version(0)
    try:
        with Server(binary, folder, arguments=()) as server:
            stop, failures, count, seen = threading.Event(), [], [0], set()

            def load():
                with server.connect() as client:
                    while not stop.is_set():
                        client.sendall(b"GET /both HTTP/1.1\r\nHost: x\r\n\r\n")
                        data = read_answer(client)
                        count[0] += 1
                        try:
                            assert data.startswith(b"HTTP/1.1 200"), data[:300]
                            body = json.loads(data.split(b"\r\n\r\n", 1)[1])
                            assert body["check"] == body["route"] * 7, body
                            seen.add(body["route"])
                        except (AssertionError, ValueError) as error:
                            failures.append(str(error))
                            return

            workers = [threading.Thread(target=load) for _ in range(4)]
            for worker in workers:
                worker.start()
            last = 0
            for number in range(1, 1001):
                match number % 4:
                    case 0: write(both, f"return {{ GET = function( {number}\n")
                    case 1: write(both, 'local version = require("ver', whole=False)
                    case _:
                        version(number)
                        last = number
                time.sleep(0.01)
            version(1001)
            time.sleep(0.2)
            with server.connect(b"GET /both HTTP/1.1\r\nHost: x\r\n\r\n") as client:
                final = read_answer(client)
            stop.set()
            for worker in workers:
                worker.join()
            live = b"1001" in final
            return not failures and live, (f"{count[0]} requests, {len(failures)} failed, {len(seen)} versions seen, "
                                           f"the last is live: {live}" + (f"; {failures[0]}" if failures else ""))
    finally:
        shutil.rmtree(folder)


def dependent(_):
    """A package that depends on ours builds and passes its tests."""
    run = subprocess.run([ROOT / "scripts/test-dependent"], capture_output=True, text=True)
    lines = [line for line in run.stdout.splitlines() if "Test run with" in line]
    return run.returncode == 0, lines[-1] if lines else (run.stdout + run.stderr)[-500:]


CHECKS = [idle, sleeping, streams, calls, journal, slow, pipelined, full, aborted, stopping, edits, dependent]

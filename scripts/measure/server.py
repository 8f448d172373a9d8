"""A server in a process of its own, and small clients."""
import json
import os
import pathlib
import resource
import shutil
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
REQUEST = b"GET /plain HTTP/1.1\r\nHost: x\r\n\r\n"

# Bytes of an answer after which `exchange` stops reading.
LONGEST = 100 << 20


class Server:
    """A server in a process of its own, with what the system says of it."""

    def __init__(self, binary, source=ROOT / "Tests/Endurance", arguments=("--no-watch",), descriptors=None):
        self.folder = tempfile.mkdtemp()
        ready = pathlib.Path(self.folder) / "ready"
        self.log = open(pathlib.Path(self.folder) / "log", "wb")

        def limit():
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        self.process = subprocess.Popen(
            [binary, "serve", str(source), "--port", "0", "--quiet", "--ready-file", str(ready), *arguments],
            stdout=subprocess.DEVNULL, stderr=self.log, preexec_fn=limit)
        end = time.time() + 20
        while not ready.exists():
            if self.process.poll() is not None or time.time() > end:
                self.log.close()
                raise RuntimeError("not ready: " + pathlib.Path(self.log.name).read_text()[:500])
            time.sleep(0.01)
        self.port = json.loads(ready.read_text())["port"]
        self.proc = pathlib.Path(f"/proc/{self.process.pid}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder)

    @property
    def memory(self):
        """MB in use."""
        return int((self.proc / "statm").read_text().split()[1]) * 4096 / 1e6

    @property
    def descriptors(self):
        return len(list((self.proc / "fd").iterdir()))

    @property
    def threads(self):
        return len(list((self.proc / "task").iterdir()))

    @property
    def cpu(self):
        """Seconds of processor time."""
        fields = (self.proc / "stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def connect(self, data=b"", timeout=10, buffer=None):
        client = socket.socket()
        if buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        client.settimeout(timeout)
        client.connect(("127.0.0.1", self.port))
        if data:
            client.sendall(data)
        return client

    def answers(self, limit=5):
        """Whether a request is answered in time."""
        try:
            with self.connect(REQUEST, limit) as client:
                return client.recv(65536).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def settled(self, descriptors, limit=20):
        """Waits until the descriptors are back at a base."""
        end = time.time() + limit
        while time.time() < end and self.descriptors > descriptors:
            time.sleep(0.05)
        return self.descriptors <= descriptors


def read_answer(client):
    """One response with a length: its bytes; what is there when the connection ends."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = client.recv(65536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lines = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    length = int(lines[0].split(b":")[1]) if lines else 0
    while len(body) < length:
        more = client.recv(65536)
        if not more:
            break
        body += more
    return head + b"\r\n\r\n" + body


def warm(server):
    for _ in range(50):
        server.answers()
    time.sleep(0.2)


def close_all(clients):
    for client in clients:
        client.close()


class Project:
    """Files of a project in a folder of their own, removed at the end of the block."""

    def __init__(self, files):
        self.root = pathlib.Path(tempfile.mkdtemp())
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def __enter__(self):
        return self.root

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)


def exchange(server, target, method="GET", body=None, headers=None, timeout=30):
    """One request on a connection of its own: status (None without an answer), body, and seconds."""
    lines = {"Host": f"localhost:{server.port}", "Connection": "close", **(headers or {})}
    if body is not None:
        lines["Content-Length"] = str(len(body))
    head = f"{method} {target} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    start, data = time.time(), bytearray()
    try:
        with server.connect(timeout=timeout) as client:
            client.sendall(head.encode() + b"\r\n" + (body or b""))
            while len(data) < LONGEST and (part := client.recv(1 << 20)):
                data += part
    except OSError:
        pass
    status = int(data[9:12]) if data.startswith(b"HTTP/1.") and data[9:12].isdigit() else None
    return status, bytes(data.partition(b"\r\n\r\n")[2]), time.time() - start


def percentile(values, share):
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

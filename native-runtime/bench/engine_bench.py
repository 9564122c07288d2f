#!/usr/bin/env python3
"""Times one or two engines that speak the Docker Engine API, taking turns so that both see the same machine.

    engine_bench.py NAME=SOCKET [NAME=SOCKET] [--repeat N] [--work cycle,run,exec,log]

Imports an image of its own into each (from a static busybox) and removes it again. Prints the median and the range of
each figure in milliseconds, and the ratio of the medians when there are two. Only the standard library is used, and the
`docker` client for the one row that is about it.
"""
import argparse
import http.client
import io
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tarfile
import time

IMAGE = "gantry-bench:latest"
LOG_LINES = 327_680  # of 128 bytes: 40 MiB


class Connection(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path):
        super().__init__("engine", timeout=300)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Engine:
    def __init__(self, argument):
        self.name, _, self.socket = argument.partition("=")

    def ask(self, method, path, body=b"", content="application/json"):
        """The answer's body; whatever is not a success ends the program."""
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        connection = Connection(self.socket)
        connection.request(method, "/v1.41" + path, body, {"Content-Type": content})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status >= 400:
            sys.exit(f"{self.name}: {method} {path} answered {answer.status}: {text.decode(errors='replace')}")
        return text

    def import_image(self):
        busybox = shutil.which("busybox") or sys.exit("a static busybox is needed: apt-get install busybox-static")
        archive = io.BytesIO()
        with tarfile.open(fileobj=archive, mode="w") as tar:
            tar.add(os.path.realpath(busybox), "bin/busybox")
            for applet in ("sh", "true", "sleep", "yes", "head"):
                link = tarfile.TarInfo("bin/" + applet)
                link.type, link.linkname = tarfile.SYMTYPE, "busybox"
                tar.addfile(link)
        repo, tag = IMAGE.split(":")
        self.ask("POST", f"/images/create?fromSrc=-&repo={repo}&tag={tag}", archive.getvalue(), "application/x-tar")

    def create(self, *command):
        body = {"Image": IMAGE, "Cmd": command, "Env": ["PATH=/bin"], "HostConfig": {"NetworkMode": "none"}}
        return json.loads(self.ask("POST", "/containers/create", body))["Id"]

    def start(self, container):
        self.ask("POST", f"/containers/{container}/start")

    def wait(self, container):
        return json.loads(self.ask("POST", f"/containers/{container}/wait"))["StatusCode"]

    def remove(self, container):
        self.ask("DELETE", f"/containers/{container}?force=1")


def stopwatch(work):
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def cycle(engine):
    """create, start, wait and remove a container that runs `true`"""

    def once():
        container = engine.create("true")
        engine.start(container)
        assert engine.wait(container) == 0
        engine.remove(container)

    return {"create + start + wait + remove": stopwatch(once)}


def run(engine):
    """the same by the docker client"""
    command = ["docker", "-H", "unix://" + engine.socket, "run", "--rm", "--network", "none", IMAGE, "/bin/true"]
    return {"docker run --rm": stopwatch(lambda: subprocess.run(command, check=True, stdin=subprocess.DEVNULL))}


def exec_(engine):
    """a process more in a running container, attached"""
    container = engine.create("sleep", "100000")
    engine.start(container)

    def once():
        body = {"Cmd": ["/bin/true"], "AttachStdout": True, "AttachStderr": True}
        made = json.loads(engine.ask("POST", f"/containers/{container}/exec", body))["Id"]
        engine.ask("POST", f"/exec/{made}/start", {"Detach": False, "Tty": False})
        assert json.loads(engine.ask("GET", f"/exec/{made}/json"))["ExitCode"] == 0

    try:
        once()
        return {"exec, attached": stopwatch(once)}
    finally:
        engine.remove(container)


def log(engine):
    """40 MiB of lines written to a log, and read back"""
    container = engine.create("sh", "-c", f"yes {'x' * 127} | head -n {LOG_LINES}")

    def write():
        engine.start(container)
        assert engine.wait(container) == 0

    lines = []
    try:
        written = stopwatch(write)
        read = stopwatch(lambda: lines.append(engine.ask("GET", f"/containers/{container}/logs?stdout=1").count(b"\n")))
        if lines != [LOG_LINES]:
            sys.exit(f"{engine.name}: the log has {lines[0]} lines of {LOG_LINES}")
        return {"write 40 MiB of log": written, "read 40 MiB of log": read}
    finally:
        engine.remove(container)


WORKS = {"cycle": (cycle, 1), "run": (run, 1), "exec": (exec_, 1), "log": (log, 5)}


def measure(engines, works, repeat):
    """Figures by row and engine; the first two turns only warm up."""
    rows = {}
    for name in works:
        work, costly = WORKS[name]
        for turn in range(-2, max(3, repeat // costly)):
            for engine in engines:
                for row, milliseconds in work(engine).items():
                    if turn >= 0:
                        rows.setdefault(row, {}).setdefault(engine.name, []).append(milliseconds)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", nargs="+", type=Engine, metavar="NAME=SOCKET")
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--work", default=",".join(WORKS))
    options = parser.parse_args()
    for engine in options.engine:
        engine.import_image()
    rows = measure(options.engine, options.work.split(","), options.repeat)
    for engine in options.engine:
        engine.ask("DELETE", f"/images/{IMAGE}?force=1")
    names = [engine.name for engine in options.engine]
    ratio = " ratio |" if len(names) == 2 else ""
    print("| ms, median (range) |" + "".join(f" {name} |" for name in names) + ratio)
    print("|---|" + "---|" * (len(names) + bool(ratio)))
    for row, by_engine in rows.items():
        cells = [by_engine[name] for name in names]
        text = "".join(f" {statistics.median(c):.1f} ({min(c):.1f}–{max(c):.1f}) |" for c in cells)
        if ratio:
            text += f" {statistics.median(cells[0]) / statistics.median(cells[1]):.3f} |"
        print(f"| {row} |{text}")


if __name__ == "__main__":
    main()

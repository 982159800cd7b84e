#!/usr/bin/env python3
"""Times bulk loads: plenary beside Oxigraph, Jena TDB2 and Virtuoso, the same
N-Quads into a fresh folder each time, in turns.

    python3 bench/load.py [--dir DIR] [--runs 3] [--thousands 100] [--only NAME]

Makes the data (bench/generate releases), loads it with each loader that is
installed, asks each how many quads it holds (the table tells when they are not
those of the file), and prints medians as Markdown. A loader that fails is named
and left out. The input is in the page cache; what was written is flushed to
disk between loads, out of the time. Memory is the most that a loader's
processes held at once, looked at 20 times a second: resident with the pages of
mapped files, anonymous without.

Needs Go. Uses what else it finds on PATH:
  oxigraph                       the package oxigraph of PyPI
  tdb2.tdbloader, tdb2.xloader   bin/ of org.apache.jena:apache-jena, of type
                                 tar.gz, from Maven Central; needs a JDK
  virtuoso-t, isql-vt            Debian's virtuoso-opensource-7-bin
"""
import argparse
import collections
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
MB = 1e6


class Failed(Exception):
    """A loader or its count ended badly."""


class Watched:
    """A command in a session of its own, and the most memory that the
    processes of the session held together while it was watched."""

    def __init__(self, command, folder):
        self.log = os.path.join(folder, "..", "log")
        self.resident = self.anonymous = 0
        self.ended = threading.Event()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.thread = threading.Thread(target=self.look)
        self.thread.start()

    def look(self):
        while not self.ended.wait(0.05):
            resident, anonymous = memory(self.process.pid)
            self.resident, self.anonymous = max(self.resident, resident), max(self.anonymous, anonymous)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.ended.set()
        self.thread.join()

    def wait(self):
        if self.process.wait() != 0:
            raise Failed(f"exit status {self.process.returncode}, see {os.path.normpath(self.log)}")


def memory(session):
    """Bytes resident and anonymous of all processes of a session."""
    resident = anonymous = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if int(stat.read().rpartition(")")[2].split()[3]) != session:
                    continue
            with open(f"/proc/{pid}/status") as status:
                held = dict(line.split(":", 1) for line in status)
        except (FileNotFoundError, ProcessLookupError):
            continue
        resident += kilobytes(held, "VmRSS")
        anonymous += kilobytes(held, "RssAnon")
    return resident, anonymous


def kilobytes(held, name):
    return int(held.get(name, "0").split()[0]) * 1024


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"{command[0]}: {(done.stderr or done.stdout).strip()[-200:]}")
    return done.stdout


def numbers(text):
    return [int(word) for word in text.replace(",", "").replace('"', " ").split() if word.isdigit()]


# One load: how long it took, how many quads are there then, bytes on disk, and
# the most memory resident and anonymous.
Load = collections.namedtuple("Load", "seconds quads size resident anonymous")


class Command:
    """A loader that is one command and ends when the data is loaded. FILE and
    FOLDER stand for the data and the fresh folder."""

    def __init__(self, name, load, count):
        self.name, self.command, self.query = name, load, count

    def installed(self):
        return shutil.which(self.command[0]) is not None

    def fill(self, command, file, folder):
        return [part.replace("FILE", file).replace("FOLDER", folder) for part in command]

    def load(self, file, folder, lines):
        start = time.perf_counter()
        with Watched(self.fill(self.command, file, folder), folder) as watched:
            watched.wait()
        seconds = time.perf_counter() - start
        found = numbers(output(*self.fill(self.query, file, folder)))
        if not found:
            raise Failed("the count gives no number")
        return Load(seconds, lines if lines in found else found[-1], allocated(folder), watched.resident, watched.anonymous)


class Plenary(Command):
    def installed(self):
        if super().installed():
            done = subprocess.run([self.command[0], "load", "--help"], capture_output=True, text=True)
            return done.returncode == 0 and "--data" in done.stdout + done.stderr
        return False


class Virtuoso(Command):
    """A server that runs already when the load begins, and is asked for a
    checkpoint at its end. Its size is in pages in use, less those of the empty
    database: the file grows by more than it needs."""
    INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = {data}
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
MaxQueryMem = 2G
ThreadsPerQuery = 2
VectorSize = 1000
MaxVectorSize = 1000000
"""

    def installed(self):
        return super().installed() and shutil.which("isql-vt") is not None

    def load(self, file, folder, lines):
        self.port = free_port()
        with open(os.path.join(folder, "virtuoso.ini"), "w") as ini:
            ini.write(self.INI.format(port=self.port, data=os.path.dirname(file)))
        with Watched(["virtuoso-t", "-f", "-c", "virtuoso.ini"], folder) as server:
            before, empty = self.wait_for_quads(server), self.pages()
            start = time.perf_counter()
            self.ask(f"ld_dir('{os.path.dirname(file)}', '{os.path.basename(file)}', 'http://example.org/unnamed'); rdf_loader_run(); checkpoint;")
            seconds = time.perf_counter() - start
            load = Load(seconds, self.quads() - before, 8192 * (self.pages() - empty), server.resident, server.anonymous)
            self.ask("shutdown;", check=False)
            server.process.wait()
        return load

    def ask(self, statements, check=True):
        done = subprocess.run(["isql-vt", f"127.0.0.1:{self.port}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF", f"EXEC={statements}"],
                              capture_output=True, text=True)
        if check and ("*** Error" in done.stderr + done.stdout or done.returncode != 0):
            raise Failed((done.stderr + done.stdout).strip().splitlines()[0])
        return done.stdout

    def number(self, statement):
        return int(self.ask(statement).split()[-1])

    def quads(self):
        return self.number("SELECT count(*) FROM DB.DBA.RDF_QUAD;")

    def pages(self):
        pages, free = re.search(r"(\d+) pages, (\d+) free", self.ask("status();")).groups()
        return int(pages) - int(free)

    def wait_for_quads(self, server):
        for _ in range(300):
            if server.process.poll() is not None:
                raise Failed("the server ended")
            try:
                return self.quads()
            except Failed:
                time.sleep(0.2)
        raise Failed("the server does not answer")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def allocated(folder):
    """Bytes on disk of all files below a folder; holes are not counted."""
    os.sync()
    return sum(512 * os.stat(os.path.join(at, name)).st_blocks for at, _, names in os.walk(folder) for name in names)


def loaders(path):
    jena = ["tdb2.tdbquery", "--loc", "FOLDER/db", "--results=csv", COUNT]
    return [
        Plenary("plenary", [path("plenary"), "load", "--data", "FOLDER/db", "FILE"], [path("plenary"), "stats", "--data", "FOLDER/db"]),
        Command("Oxigraph", ["oxigraph", "load", "--location", "FOLDER/db", "--file", "FILE"],
                ["oxigraph", "query", "--location", "FOLDER/db", "--results-format", "csv", "--query", COUNT]),
        Command("Jena tdb2.tdbloader", ["tdb2.tdbloader", "--loader=parallel", "--loc", "FOLDER/db", "FILE"], jena),
        Command("Jena tdb2.xloader", ["tdb2.xloader", "--loc", "FOLDER/db", "--tmpdir", "FOLDER", "FILE"], jena),
        Virtuoso("Virtuoso", ["virtuoso-t"], []),
    ]


def build(directory):
    """Compiles what is needed and returns the path of a program by its name."""
    def path(name):
        return os.path.join(directory, name)
    for name, package in {"plenary": "./cmd/plenary", "generate": "./bench/generate"}.items():
        subprocess.run(["go", "build", "-o", path(name), package], cwd=ROOT, check=True)
    return path


def data(directory, path, thousands):
    """Writes the file unless it is there; returns its path and its lines."""
    folder = os.path.join(directory, f"releases-{thousands}")
    os.makedirs(folder, exist_ok=True)
    file = os.path.join(folder, "releases.nq")
    with open(file, "wb") as out:
        subprocess.run([path("generate"), "releases", str(thousands)], stdout=out, check=True)
    with open(file, "rb") as lines:
        return file, sum(1 for _ in lines)


def run(loader, directory, file, lines):
    """Loads once, into a folder that is gone afterwards."""
    folder = os.path.join(directory, "load", "folder")
    shutil.rmtree(os.path.dirname(folder), ignore_errors=True)
    os.makedirs(folder)
    os.sync()
    load = loader.load(file, folder, lines)
    shutil.rmtree(os.path.dirname(folder))
    return load


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "plenary-bench"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--thousands", type=int, default=100, help="thousands of releases, of about a hundred quads each")
    parser.add_argument("--only", default="", help="only loaders whose name has this in it")
    args = parser.parse_args()
    directory = os.path.abspath(args.dir)
    os.makedirs(directory, exist_ok=True)
    path = build(directory)
    file, lines = data(directory, path, args.thousands)
    chosen = [l for l in loaders(path) if args.only.lower() in l.name.lower()]
    for loader in chosen:
        if not loader.installed():
            print(f"{loader.name}: not installed, skipped", file=sys.stderr)
    chosen = [l for l in chosen if l.installed()]
    results = {loader: [] for loader in chosen}
    for number in range(args.runs):
        for loader in list(results):
            try:
                results[loader].append(run(loader, directory, file, lines))
                print(f"run {number + 1}: {loader.name} {results[loader][-1].seconds:.1f} s", file=sys.stderr)
            except Failed as failure:
                print(f"{loader.name}: {failure}", file=sys.stderr)
                del results[loader]
    print(f"{lines:,} quads, {os.path.getsize(file) / lines:.0f} bytes each in the file; medians of {args.runs}\n")
    table(results, lines)
    return 0 if len(results) == len(chosen) else 1


def table(results, lines):
    print("| loader | s | quads/s | bytes a quad on disk | most resident | most anonymous |\n| --- | --: | --: | --: | --: | --: |")
    for loader, runs in results.items():
        seconds, quads, size, resident, anonymous = (statistics.median(values) for values in zip(*runs))
        name = loader.name if quads == lines else f"{loader.name} (holds {quads:,.0f} quads)"
        print(f"| {name} | {seconds:.1f} | {lines / seconds:,.0f} | {size / lines:.1f} | {resident / MB:,.0f} MB | {anonymous / MB:,.0f} MB |")


if __name__ == "__main__":
    sys.exit(main())

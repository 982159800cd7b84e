#!/usr/bin/env python3
"""Asks a server what no server should have to answer, 16 queries at a time, and
looks things up beside.

    python3 bench/hostile.py [--dir DIR] [--thousands 10] [--engine plenary]
                             [--at-once 16] [--timeout 300] [--family NAME]
                             [--flags=--query-timeout=10s]

Every query must be answered completely, or refused with 400, 413 or 503 and
problem details that name the limit. Prints what became of the queries as
Markdown, the longest of them, the most memory that the server held (VmHWM, with
the pages of mapped files; and RssAnon, without), and the lookups' times beside
those before. Exit status 1: a query was neither, the server ended, or the 99th
percentile of the lookups is above 50 ms.
"""
import argparse
import collections
import json
import multiprocessing
import os
import queue
import re
import signal
import statistics
import sys
import threading
import time

import connection
import engines
import hostile_queries
import load

JSON = "application/sparql-results+json"
LOOKUP = "SELECT ?p ?o WHERE { <https://plenary.example.org/id/source/1995-01-01-0> ?p ?o }"
PAUSE = 0.02  # seconds between lookups
WORST = 0.050


def look_up(port, path, seconds, ended):
    """Looks something up again and again until ended is set."""
    client = connection.Connection(port)
    while not ended.wait(PAUSE):
        start = time.perf_counter()
        try:
            answer = client.post(path, {"query": LOOKUP}, JSON, 60)
            good = answer.status == 200 and b"textHash" in answer.body
        except OSError:
            good = False
        seconds.put(time.perf_counter() - start if good else float("inf"))


class Lookups:
    """A client that looks things up, in a process of its own."""

    def __init__(self, engine):
        self.queue, self.ended, self.seconds = multiprocessing.Queue(), multiprocessing.Event(), []
        self.process = multiprocessing.Process(target=look_up, args=(engine.port, engine.path, self.queue, self.ended))

    def __enter__(self):
        self.process.start()
        self.drain = threading.Thread(target=self.collect)
        self.drain.start()
        return self

    def collect(self):
        for seconds in iter(self.queue.get, None):
            self.seconds.append(seconds)

    def __exit__(self, *_):
        self.ended.set()
        self.process.join()
        self.queue.put(None)
        self.drain.join()

    def percentile(self, percent):
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[percent - 1]

    def __str__(self):
        return f"{len(self.seconds)} lookups: median {1000 * statistics.median(self.seconds):.1f} ms, 99 in 100 within {1000 * self.percentile(99):.1f} ms, all within {1000 * max(self.seconds):.1f} ms"


# What became of a query: "answered", "400 nesting" and such, or what is wrong.
Fate = collections.namedtuple("Fate", "name fate good seconds")


def ask(client, path, name, text, timeout):
    start = time.perf_counter()
    accept = "application/n-triples" if name.startswith("templates") else JSON
    try:
        answer = client.send(path, text.encode(), "application/sparql-query", accept, timeout, False)
        fate, good = judged(answer)
    except OSError as failure:
        fate, good = f"failed: {type(failure).__name__}", False
    return Fate(name, fate, good, time.perf_counter() - start)


def judged(answer):
    """Says what an answer is, and whether it may be. Where a refusal is no JSON,
    its words must name the limit."""
    if answer.status == 200:
        return "answered", True
    try:
        problem = json.loads(answer.body)
        limit = problem.get("limit") or problem.get("type", "").rpartition("/")[2]
    except (ValueError, AttributeError):
        limit = ""
    named = limit not in ("", "about:blank") or re.search(rb"limit|more .* than", answer.body)
    return f"{answer.status} {limit or answer.headers.get('content-type', '')}", answer.status in (400, 413, 503) and bool(named)


def attack(engine, work, at_once, timeout):
    """Asks all queries, so many at a time, and returns their fates."""
    fates = []

    def client():
        mine = connection.Connection(engine.port)
        while True:
            try:
                name, text = work.get_nowait()
            except queue.Empty:
                return
            fates.append(ask(mine, engine.path, name, text, timeout))
            print(*fates[-1], file=sys.stderr)

    threads = [threading.Thread(target=client) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return fates


class Memory(threading.Thread):
    """The most memory of a process, as the kernel keeps it (resident) and as it
    was seen 20 times a second (anonymous)."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.status, self.resident, self.anonymous = f"/proc/{pid}/status", 0, 0
        self.start()

    def run(self):
        try:
            while True:
                with open(self.status) as status:
                    held = dict(line.split(":", 1) for line in status)
                self.resident = max(self.resident, load.kilobytes(held, "VmHWM"))
                self.anonymous = max(self.anonymous, load.kilobytes(held, "RssAnon"))
                time.sleep(0.05)
        except (FileNotFoundError, ProcessLookupError):
            pass


def report(fates, memory, before, beside, survived):
    print(f"| what became of {len(fates)} queries | number |\n| --- | --: |")
    for fate, number in collections.Counter(f.fate for f in fates).most_common():
        print(f"| {fate} | {number} |")
    longest = sorted(fates, key=lambda f: -f.seconds)[:5]
    print("\nlongest: " + ", ".join(f"{f.name} {f.seconds:.1f} s ({f.fate})" for f in longest))
    print("neither answered nor refused: " + (", ".join(f"{f.name} ({f.fate})" for f in fates if not f.good) or "none"))
    print(f"memory: {memory.resident / load.MB:,.0f} MB resident, {memory.anonymous / load.MB:,.0f} MB anonymous at most")
    print(f"before: {before}\nbeside: {beside}")
    print("the server still answers" if survived else "the server ended")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "plenary-bench"))
    parser.add_argument("--thousands", type=int, default=10)
    parser.add_argument("--engine", default="plenary")
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--timeout", type=float, default=300, help="seconds for one answer")
    parser.add_argument("--flags", default="", help="more flags of the server")
    parser.add_argument("--family", default="", help="only queries of one family, e.g. closures")
    return parser.parse_args()


def main():
    args = options()
    directory = os.path.abspath(args.dir)
    os.makedirs(directory, exist_ok=True)
    path = load.build(directory)
    file, _ = load.data(directory, path, args.thousands)
    engines.prepare(file)
    engine = next(e for e in engines.engines(os.path.dirname(file), path("plenary")) if e.name.lower() == args.engine.lower())
    engine.SERVE = engine.SERVE + args.flags.split()
    engine.load()
    engine.start()
    try:
        memory = Memory(engine.process.pid)
        with Lookups(engine) as before:
            time.sleep(5)
        work = queue.Queue()
        for name, text in hostile_queries.hostile():
            if name.startswith(args.family):
                work.put((name, text))
        with Lookups(engine) as beside:
            fates = attack(engine, work, args.at_once, args.timeout)
        survived = engine.process.poll() is None
    finally:
        engine.stop()
    report(fates, memory, before, beside, survived)
    return 0 if survived and all(f.good for f in fates) and beside.percentile(99) <= WORST else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are stopped
    sys.exit(main())

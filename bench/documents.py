#!/usr/bin/env python3
"""Times documents and lookups over HTTP: beside a bare Gin server that returns the
same bytes, headers too, from memory, and beside what Virtuoso and Jena Fuseki take to
CONSTRUCT the document of the same thing. All in turns; prints Markdown tables.

    python3 bench/documents.py [--dir DIR] [--seconds 2] [--rounds 3] [--connections 8]
                               [--path /doc/meeting/2025-ism-ottawa] [--no-peers]

Needs Linux, wrk (Debian: apt-get install wrk) and Go; takes about three minutes. The ratio
of a row is the median of those of the rounds, in each of which one server is measured right
after the other. Where others use the machine the rates say little: the last columns compare
the processor time of the servers for a request, which varies less. Then each address is
asked at half of the rate that it reached, at even intervals: p99 is how long after its
time a request was answered (bench/pace).

The peers hold the distinct triples of the dump of all data, and construct from them what the
document says; the table tells when one answers with another number of triples. A rate is
that of --connections at once, or of one alone where that is higher. See bench/sparql.py for
what has to be on PATH; what is not there is skipped, and told.
"""
import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import engines
import load

ROOT = load.ROOT
JSON = "application/sparql-results+json"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def build(into, package):
    out = os.path.join(into, os.path.basename(package))
    subprocess.run(["go", "build", "-trimpath", "-o", out, package], cwd=ROOT, check=True)
    return out


def get(url, **headers):
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    with urllib.request.urlopen(request) as answer:
        return answer.read(), answer.headers


def await_server(url):
    for _ in range(300):
        try:
            return get(url)
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{url} does not answer")


def used(pid):
    """Returns the processor time of a process, in seconds."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Target:
    """An address of a server, and what its requests have."""

    def __init__(self, name, url, pid, headers, goal=0, size=0):
        self.name, self.url, self.pid, self.headers, self.goal, self.size = name, url, pid, headers, goal, size

    def wrk(self, args):
        """Returns requests a second, and the processor time of one in microseconds."""
        command = ["wrk", "-t1", f"-c{args.connections}", f"-d{args.seconds}s", "--timeout", "10s"]
        for name, value in self.headers.items():
            command += ["-H", f"{name}: {value}"]
        before = used(self.pid)
        text = subprocess.run(command + [self.url], capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in text and "If-None-Match" not in self.headers or "Socket errors" in text:
            sys.exit(f"{self.name}: {self.url}: {text}")
        requests = int(re.search(r"(\d+) requests in", text)[1])
        return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), (used(self.pid) - before) / max(requests, 1) * 1e6

    def paced(self, pace, rate, args):
        """Returns the 99th percentile in milliseconds at a rate."""
        command = [pace, "-rate", f"{rate:.0f}", "-seconds", str(args.seconds), "-connections", str(args.connections)]
        for name, value in self.headers.items():
            command += ["-header", f"{name}: {value}"]
        return float(subprocess.run(command + [self.url], capture_output=True, text=True, check=True).stdout.split()[2])


class Servers:
    """Processes that end with the program."""

    def __init__(self):
        self.all = []

    def start(self, command):
        self.all.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return self.all[-1].pid

    def stop(self):
        for server in self.all:
            server.terminate()
        for server in self.all:
            server.wait()


def targets(args, kept, kept_pid, made, made_pid):
    """Returns what is measured of plenary."""
    thing = kept + "/id/" + args.path.removeprefix("/doc/")
    lookup = "/sparql?" + urllib.parse.urlencode({"query": f"SELECT ?p ?o {{ <{thing}> ?p ?o }} LIMIT 20"})
    tag = get(kept + args.path, Accept="text/turtle")[1]["ETag"]
    return [Target("Turtle, kept", kept + args.path, kept_pid, {"Accept": "text/turtle"}, 0.8),
            Target("JSON-LD, kept", kept + args.path, kept_pid, {"Accept": "application/ld+json"}, 0.8),
            Target("page, kept", kept + args.path, kept_pid, {"Accept": "text/html"}, 0.8),
            Target("304", kept + args.path, kept_pid, {"Accept": "text/turtle", "If-None-Match": tag}, 0.9),
            Target("Turtle, made anew", made + args.path, made_pid, {"Accept": "text/turtle"}, 0.25),
            Target("JSON-LD, made anew", made + args.path, made_pid, {"Accept": "application/ld+json"}, 0.25),
            Target("lookup, repeated", kept + lookup, kept_pid, {"Accept": JSON}, 0.6)]


def keep(folder, all_targets):
    """Writes the answers for the bare server, and returns its arguments."""
    files = []
    for i, target in enumerate(all_targets):
        body, headers = get(target.url, Accept=target.headers["Accept"])
        target.size = len(body)
        file = os.path.join(folder, f"body{i}")
        with open(file, "wb") as out:
            out.write(body)
        with open(file + ".headers", "w") as out:
            out.writelines(f"{name}: {value}\n" for name, value in headers.items() if name not in ("Date", "Connection"))
        files.append(f"/{i}={file}")
    return files


def beside_bare(args, pace, all_targets, bare, bare_pid):
    """Prints the table, and returns the rates by name."""
    rates = {}
    print(f"Load average {os.getloadavg()[0]:.1f}, {args.connections} connections, medians of {args.rounds} rounds of {args.seconds} s.\n")
    print("| answer | bytes | requests/s | bare Gin | ratio | wanted | p99 at half, ms | µs of processor | of bare Gin | ratio |\n| --- |" + " --: |" * 9)
    for i, target in enumerate(all_targets):
        same = Target("bare Gin", f"{bare}/{i}", bare_pid, target.headers)
        rounds = [(target.wrk(args), same.wrk(args)) for _ in range(args.rounds)]
        rate, cost = (statistics.median(ours[n] for ours, _ in rounds) for n in range(2))
        bare_rate, bare_cost = (statistics.median(theirs[n] for _, theirs in rounds) for n in range(2))
        ratio = statistics.median(ours[0] / theirs[0] for ours, theirs in rounds)
        slow = target.paced(pace, rate / 2, args)
        rates[target.name] = rate
        print(f"| {target.name} | {target.size:,} | {rate:,.0f} | {bare_rate:,.0f} | {ratio:.2f} | {target.goal} | {slow:.1f} | {cost:.0f} | {bare_cost:.0f} | {bare_cost / cost:.2f} |", flush=True)
    return rates


class Fuseki(engines.Fuseki):
    file = "distinct.nt"


def construct(triples, thing):
    """Returns a query for the triples of a document in N-Triples: the thing's own,
    those of its parts and of blank nodes, those that lead to it, and type and label of
    all these nodes. The parts are named: their names are known when it is asked."""
    subjects = {line.split(" ", 1)[0] for line in triples}
    parts = " ".join(sorted(s for s in subjects if s == f"<{thing}>" or s.startswith(f"<{thing}#")))
    own = f"VALUES ?part {{ {parts} }}"
    return f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ {own} ?part ?p ?o BIND(?part AS ?s) }}
  UNION {{ ?s ?p <{thing}> BIND(<{thing}> AS ?o) }}
  UNION {{
    {{ SELECT DISTINCT ?s {{ {{ {own} ?part ?q ?s FILTER(isIRI(?s)) }} UNION {{ ?s ?r <{thing}> }} UNION {{ {own} BIND(?part AS ?s) }} }} }}
    VALUES ?p {{ <{TYPE}> <{LABEL}> }} ?s ?p ?o
  }}
}}"""


def peers(args, server):
    """Yields engines that serve the dump of a server, loaded anew each time."""
    folder = os.path.join(args.dir, "documents")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "nt"))
    dump = os.path.join(folder, "nt", "distinct.nt")
    with open(dump, "wb") as out:
        out.write(get(server + "/dumps/all.nt")[0])
    os.link(dump, os.path.join(folder, "distinct.nt"))
    for engine in (engines.VirtuosoTriples(folder, "virtuoso", "nt/*.nt", 1), Fuseki(folder)):
        if isinstance(engine, engines.VirtuosoTriples):
            there = shutil.which("virtuoso-t") and shutil.which("isql-vt")
        else:
            there = engine.installed()
        if not there:
            print(f"{engine.name}: not installed, skipped", file=sys.stderr)
            continue
        try:
            engine.load()
            engine.start()
            yield engine
        except load.Failed as failure:
            print(f"{engine.name}: {failure}", file=sys.stderr)
        finally:
            engine.stop()


def beside_peers(args, rates, made):
    thing = made + "/id/" + args.path.removeprefix("/doc/")
    triples = set(get(made + args.path + ".nt")[0].decode().splitlines())
    query = construct(triples, thing)
    ours = min(rates["Turtle, made anew"], rates["JSON-LD, made anew"])
    print(f"\nCONSTRUCT of the {len(triples):,} triples of the document, as N-Triples; beside it the slower of Turtle and JSON-LD made anew, {ours:,.0f}/s.\n")
    print("| engine | triples | requests/s | plenary is faster | wanted |\n| --- |" + " --: |" * 4)
    for engine in peers(args, made):
        url = f"http://127.0.0.1:{engine.port}{engine.path}?" + urllib.parse.urlencode(engine.form(query))
        get(url, Accept="application/n-triples")  # warms
        start = time.perf_counter()
        body, _ = get(url, Accept="application/n-triples")
        alone = 1 / (time.perf_counter() - start)
        found = len(set(body.decode().splitlines()) - {""})
        target = Target(engine.name, url, engine.process.pid, {"Accept": "application/n-triples"})
        target.wrk(args)  # warms
        rate = max(statistics.median(target.wrk(args)[0] for _ in range(args.rounds)), alone)
        wrong = "" if found == len(triples) else f" (not {len(triples):,})"
        print(f"| {engine.name} | {found:,}{wrong} | {rate:,.1f} | {ours / rate:,.1f} | 5 |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "plenary-bench"), help="where peers have their data")
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--path", default="/doc/meeting/2025-ism-ottawa")
    parser.add_argument("--no-peers", action="store_true")
    args = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not on PATH, and nothing is measured without it; Debian has it: apt-get install wrk")
    servers = Servers()
    try:
        with tempfile.TemporaryDirectory() as folder:
            run(args, folder, servers)
    finally:
        servers.stop()


def run(args, folder, servers):
    plenary, bare_server, pace = (build(folder, package) for package in ("./cmd/plenary", "./handlers/testdata/bare", "./bench/pace"))
    kept, made, bare = (f"http://127.0.0.1:{load.free_port()}" for _ in range(3))
    pids = [servers.start([plenary, "serve", "--addr", url[7:], "--base", url + "/", "--no-access-log", *more]) for url, more in ((kept, []), (made, ["--cache", "0"]))]
    await_server(kept + "/healthz"), await_server(made + "/healthz")
    chosen = targets(args, kept, pids[0], made, pids[1])
    bare_pid = servers.start([bare_server, bare[7:], *keep(folder, chosen)])
    await_server(bare + "/0")
    rates = beside_bare(args, pace, chosen, bare, bare_pid)
    if not args.no_peers:
        beside_peers(args, rates, made)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are stopped
    main()

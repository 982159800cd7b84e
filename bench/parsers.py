#!/usr/bin/env python3
"""Times the readers and writers of RDF syntaxes: plenary beside serd, rapper,
N3.js, Oxigraph and knakk/rdf, on the same files, in turns, on one core.

    python3 bench/parsers.py [--dir DIR] [--runs 10] [--copies 9] [--thousands 100]

Makes the data, asks each tool how many statements each file has (a tool that
finds another number is named and not timed), then runs all of them in turns and
prints medians as Markdown. Data and programs stay in DIR for the next run.

Needs Go. Uses what else it finds: serdi, rapper, cc with libserd, node with the
package n3 (NODE_PATH), oxigraph (its command), taskset to keep to one core.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SUFFIX = {"ntriples": "nt", "nquads": "nq", "turtle": "ttl", "trig": "trig", "rdfxml": "rdf"}
N3 = """
const {StreamParser} = require('n3'), fs = require('fs');
let n = 0;
fs.createReadStream(process.argv[2]).pipe(new StreamParser({format: process.argv[1]}))
  .on('data', () => n++).on('error', e => { console.error(e.message); process.exit(1); })
  .on('end', () => console.log(n));
"""
N3_FORMAT = {"ntriples": "N-Triples", "nquads": "N-Quads", "turtle": "Turtle", "trig": "TriG"}


def build(directory):
    """Compiles what is needed and returns the path of a program by its name."""
    def path(name):
        return os.path.join(directory, name)
    for name, package in {"plenary": "./cmd/plenary", "generate": "./bench/generate", "knakk": "./bench/knakk"}.items():
        subprocess.run(["go", "build", "-o", path(name), package], cwd=ROOT, check=True)
    if shutil.which("cc"):
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "serd-0"], capture_output=True, text=True).stdout.split()
        subprocess.run(["cc", "-O2", os.path.join(ROOT, "bench", "serd.c"), "-o", path("serd"), *(flags or ["-lserd-0"])],
                       stderr=subprocess.DEVNULL)
    return path


def data(directory, path, copies, thousands):
    """Writes the files and returns them as (name, syntax, path)."""
    files = []
    for name, n in ("meetings", copies), ("articles", thousands):
        source = os.path.join(directory, f"{name}-{n}.nq")
        if not os.path.exists(source):
            with open(source + ".part", "wb") as out:
                subprocess.run([path("generate"), name, str(n)], stdout=out, check=True)
            os.rename(source + ".part", source)
        for syntax, suffix in SUFFIX.items():
            target = os.path.join(directory, f"{name}-{n}.{suffix}")
            if not os.path.exists(target):
                subprocess.run([path("plenary"), "convert", source, target], check=True)
            files.append((name, syntax, target))
    return files


def readers(path):
    """Yields (tool, syntaxes, command): each prints the number of statements."""
    line_formats = ["ntriples", "nquads"]
    four = ["ntriples", "nquads", "turtle", "trig"]
    yield "plenary", [*four, "rdfxml"], lambda s, f: [path("plenary"), "validate", "--from", s, f]
    if os.path.exists(path("serd")):
        yield "serd (library)", four, lambda s, f: [path("serd"), s, f]
    if shutil.which("rapper"):
        yield "rapper", ["ntriples", "nquads", "turtle", "rdfxml"], lambda s, f: ["rapper", "-c", "-i", s, f]
    if shutil.which("node") and subprocess.run(["node", "-e", "require('n3')"], capture_output=True).returncode == 0:
        yield "N3.js", four, lambda s, f: ["node", "-e", N3, N3_FORMAT[s], f]
    yield "knakk/rdf", [*line_formats, "turtle"], lambda s, f: [path("knakk"), s, f]


def converters(path):
    """Yields (tool, syntaxes, command): each writes N-Triples or, of syntaxes
    with graphs, N-Quads."""
    four = ["ntriples", "nquads", "turtle", "trig"]

    def to(s):
        return "nquads" if s in ("nquads", "trig") else "ntriples"
    yield "plenary", [*four, "rdfxml"], lambda s, f: [path("plenary"), "convert", "--from", s, "--to", to(s), f]
    if shutil.which("serdi"):
        yield "serdi", four, lambda s, f: ["serdi", "-i", s, "-o", to(s), f]
    if shutil.which("rapper"):
        yield "rapper", ["ntriples", "turtle", "rdfxml"], lambda s, f: ["rapper", "-q", "-i", s, "-o", to(s), f]
    if shutil.which("oxigraph"):
        yield "oxigraph", [*four, "rdfxml"], lambda s, f: [
            "oxigraph", "convert", "--from-file", f, "--from-format", SUFFIX[s], "--to-format", SUFFIX[to(s)]]


def numbers(text):
    return {word for word in text.replace(",", "").split() if word.isdigit()}


def seconds(command, cores):
    """Runs a command on so many cores."""
    env = dict(os.environ, GOMAXPROCS=str(cores))
    if cores == 1 and shutil.which("taskset"):
        command = ["taskset", "-c", "0", *command]
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    return time.perf_counter() - start if done.returncode == 0 else None


def table(title, files, tools, runs, count):
    print(f"\n### {title}\n\n| file | tool | s | M statements/s | plenary is |\n| --- | --- | --: | --: | --: |", flush=True)
    for name, syntax, file in files:
        lines = statements[name, syntax]
        rivals = []
        for tool, syntaxes, command in tools:
            if syntax not in syntaxes:
                continue
            argv = command(syntax, file)
            if count:
                done = subprocess.run(argv, capture_output=True, text=True)
                if str(lines) not in numbers(done.stdout + done.stderr):
                    print(f"| {name}.{SUFFIX[syntax]} | {tool} | another number of statements | | |")
                    continue
            rivals.append((tool, argv, 1))
            if tool == "plenary" and syntax in ("ntriples", "nquads"):
                rivals.append(("plenary, two cores", argv, 2))
        times = {tool: [] for tool, _, _ in rivals}
        for _ in range(runs):
            for tool, argv, cores in rivals:
                times[tool].append(seconds(argv, cores))
        ours = statistics.median(times["plenary"])
        for tool, values in times.items():
            if None in values:
                print(f"| {name}.{SUFFIX[syntax]} | {tool} | fails | | |")
                continue
            median = statistics.median(values)
            print(f"| {name}.{SUFFIX[syntax]} | {tool} | {median:.3f} | {lines / median / 1e6:.2f} | {median / ours:.2f} × as fast |", flush=True)


def count_statements(files, path):
    """Counts lines: of N-Quads the quads; of N-Triples the triples, which are
    all other syntaxes without graphs have."""
    for name, syntax, file in files:
        if syntax in ("ntriples", "nquads"):
            with open(file, "rb") as lines:
                statements[name, syntax] = sum(1 for _ in lines)
    for name, syntax, _ in files:
        statements.setdefault((name, syntax), statements[name, "nquads" if syntax == "trig" else "ntriples"])


statements = {}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "plenary-bench"))
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--copies", type=int, default=9)
    parser.add_argument("--thousands", type=int, default=100)
    parser.add_argument("--only", default="", help="only files whose name has this in it")
    args = parser.parse_args()
    os.makedirs(args.dir, exist_ok=True)
    path = build(args.dir)
    files = data(args.dir, path, args.copies, args.thousands)
    count_statements(files, path)
    files = [f for f in files if args.only in f[2]]
    table("Reading", files, list(readers(path)), args.runs, True)
    table("Converting to N-Triples or N-Quads", files, list(converters(path)), args.runs, False)


if __name__ == "__main__":
    sys.exit(main())

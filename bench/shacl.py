#!/usr/bin/env python3
"""Times validation by plenary, Jena SHACL, TopQuadrant SHACL and pySHACL, in turns, and prints a Markdown table.

    go run ./bench/generate releases 10 | go run ./cmd/plenary convert --from nq --to nt --pretty - data.nt
    pip install pyshacl
    python3 bench/shacl.py --lib LIB [--java JAVA] [--rounds 3] [--pyshacl] SHAPES data.nt

LIB is a folder of jars, see docs/checks/ShaclPeers.java. Data is read once by each engine and held in memory; the times are of validation
alone, in a fresh process for each round, in which it is done twice and the second counts (Java compiles meanwhile). pySHACL does it once.
Shapes with several messages for a query, which Jena refuses, lose those behind the first.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))

PYSHACL = """
import sys, time, pyshacl, rdflib
shapes = rdflib.Graph().parse(sys.argv[1], format="turtle")
data = rdflib.Graph().parse(sys.argv[2], format="nt")
begin = time.monotonic()
_, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True, inference="none")
print(int(1000 * (time.monotonic() - begin)))
print("results", len(list(report.subject_objects(rdflib.URIRef("http://www.w3.org/ns/shacl#result")))))
"""


def one_message(shapes):
    """The shapes with one message where there are several."""
    with open(shapes) as f:
        text = f.read()
    text = re.sub(r'(sh:message "(?:[^"\\]|\\.)*"@\w+)(?: , "(?:[^"\\]|\\.)*"@\w+)+', r"\1", text)
    out = tempfile.NamedTemporaryFile("w", suffix=".ttl", delete=False)
    out.write(text)
    out.close()
    return out.name


def run(command):
    """Milliseconds of the last validation, and how many results."""
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True).stdout
    times = [int(line) for line in out.splitlines() if line.isdigit()]
    return times[-1], int(re.search(r"results (\d+)", out).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lib", required=True)
    parser.add_argument("--java", default="java")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pyshacl", action="store_true")
    parser.add_argument("shapes")
    parser.add_argument("data")
    a = parser.parse_args()
    shapes = one_message(a.shapes)
    binary = os.path.join(tempfile.mkdtemp(), "shacl")
    subprocess.run(["go", "build", "-o", binary, "./bench/shacl"], cwd=os.path.dirname(HERE), check=True)
    java = [a.java, "-Xmx6g", "-cp", os.path.join(a.lib, "*"), os.path.join(HERE, "..", "docs", "checks", "ShaclPeers.java"), "time"]
    engines = {
        "plenary": [binary, shapes, a.data, "2"],
        "Jena SHACL": [*java, "jena", shapes, a.data, "2"],
        "TopQuadrant SHACL": [*java, "topquadrant", shapes, a.data, "2"],
    }
    if a.pyshacl:
        engines["pySHACL"] = [sys.executable, "-c", PYSHACL, shapes, a.data]
    times, results = {e: [] for e in engines}, {}
    for _ in range(a.rounds):
        for e, command in engines.items():
            took, results[e] = run(command)
            times[e].append(took)
            print(f"{e}: {took} ms, {results[e]} results", file=sys.stderr)
    own = statistics.median(times["plenary"])
    print("| engine | validation, median | beside plenary | results |\n| --- | --: | --: | --: |")
    for e in engines:
        median = statistics.median(times[e])
        print(f"| {e} | {median / 1000:.2f} s | {median / own:.1f} | {results[e]} |")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Validates everything a running plenary serves against its own SHACL shapes, with pySHACL.

    pip install pyshacl
    python3 docs/checks/shapes.py http://localhost:8080/

Takes the shapes from /ontology/shapes, the data from /dumps/all.nq (the union of its graphs).
Nothing is inferred: classes are written out in the data. Exit status 1 on a violation;
warnings are counted and shown, and do not fail.
"""
import collections
import sys
import urllib.request

import pyshacl
import rdflib

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def fetch(address, accept):
    request = urllib.request.Request(address, headers={"Accept": accept})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def union(nquads):
    """The set union of all graphs, as one graph."""
    dataset = rdflib.Dataset()
    dataset.parse(data=nquads, format="nquads")
    graph = rdflib.Graph()
    for s, p, o, _ in dataset.quads((None, None, None, None)):
        graph.add((s, p, o))
    return graph


def show(report, severity, at_most=20):
    results = [r for r in report.subjects(SH.resultSeverity, severity)]
    by_message = collections.Counter(str(report.value(r, SH.resultMessage)) for r in results)
    for message, count in by_message.most_common(at_most):
        print(f"  {count:5}  {message}")
    for r in results[:at_most]:
        print("        ", report.value(r, SH.focusNode), report.value(r, SH.resultPath), report.value(r, SH.value))
    return len(results)


def main():
    base = sys.argv[1]
    data = union(fetch(base + "dumps/all.nq", "application/n-quads"))
    shapes = rdflib.Graph().parse(data=fetch(base + "ontology/shapes.ttl", "text/turtle"), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True, inference="none", allow_warnings=True)
    if not any(True for _ in shapes.triples((None, SH.targetClass, None))):
        print("the shapes have no targets: nothing was checked")
        return 1
    print(f"{len(data)} triples, pySHACL {pyshacl.__version__}")
    print("violations:")
    violations = show(report, SH.Violation)
    print("warnings:")
    warnings = show(report, SH.Warning)
    print(f"{violations} violations, {warnings} warnings")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Validates random data against random shapes with other engines, and compares the reports.

    pip install pyshacl pyoxigraph
    PLENARY_CASES=FOLDER PLENARY_ROUNDS=500 go test ./ontology/shacl -run TestWriteCases
    java -cp 'LIB/*' docs/checks/ShaclPeers.java reports FOLDER      # Jena and TopQuadrant; see there
    python3 docs/checks/shacl.py [--pyshacl] FOLDER

A case is shapes (.shapes.ttl), data (.data.nt) and reports (.plenary.nt, .jena.nt, .topquadrant.nt). Results are compared as sets of
focus node, path, value, severity, component and source shape, blank nodes all alike. Prints each disagreement with who is on which
side; exit status 1 where two others agree with each other and not with plenary. What an engine is known to do otherwise is left out
(KNOWN).
"""
import argparse
import collections
import glob
import os
import re
import sys

import pyoxigraph as ox

SH = "http://www.w3.org/ns/shacl#"
PROPERTIES = ("focusNode", "resultPath", "value", "resultSeverity", "sourceConstraintComponent", "sourceShape")

# What an engine does otherwise than the specification says, by a pattern in the shapes.
KNOWN = {
    "jena": [
        (r"qualifiedValueShapesDisjoint", "of siblings that conform only in part"),
        (r"lessThanOrEquals", "equal IRIs count as ordered, which <= of SPARQL has no meaning for"),
        (r"sh:closed", "the focus node of a property shape's results is the value node"),
    ],
    "topquadrant": [
        (r"lessThanOrEquals", "as Jena"),
        (r"sh:closed", "as Jena"),
        (r"sh:equals", "a literal as focus node has no properties that could differ"),
    ],
    "pyshacl": [
        (r"lessThan", "some pairs that cannot be compared pass"),
    ],
}


def term(store, node):
    """A term as text; a path as its structure, other blank nodes all alike."""
    if not isinstance(node, ox.BlankNode):
        return str(node)
    parts = sorted((q.predicate.value, term(store, q.object)) for q in store.quads_for_pattern(node, None, None))
    return "_:" + "".join(f"[{p} {o}]" for p, o in parts if "shacl#" in p or "#first" in p or "#rest" in p)


def results(report):
    """The results of a report as a multiset."""
    found = collections.Counter()
    for q in report.quads_for_pattern(None, ox.NamedNode(SH + "result"), None):
        parts = []
        for name in PROPERTIES:
            objects = [o.object for o in report.quads_for_pattern(q.object, ox.NamedNode(SH + name), None)]
            parts.append(" ".join(sorted("_:" if name == "sourceShape" and isinstance(o, ox.BlankNode) else term(report, o) for o in objects)))
        found[tuple(parts)] += 1
    return found


def read(file):
    store = ox.Store()
    store.load(path=file, format=ox.RdfFormat.N_TRIPLES)
    return store


def pyshacl_report(case):
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(case + ".shapes.ttl")
    data = rdflib.Graph().parse(case + ".data.nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True, inference="none")
    store = ox.Store()
    store.load(report.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    return store


def reports(case, arguments):
    found = {}
    for engine in ("plenary", "jena", "topquadrant"):
        if os.path.exists(f"{case}.{engine}.nt") and not os.path.exists(f"{case}.{engine}.error"):
            found[engine] = set(results(read(f"{case}.{engine}.nt")))
    if arguments.pyshacl:
        try:
            found["pyshacl"] = set(results(pyshacl_report(case)))
        except Exception as e:  # an engine that fails has no say
            print(f"{case}: pyshacl: {type(e).__name__}: {str(e)[:100]}")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pyshacl", action="store_true", help="ask pySHACL, too")
    parser.add_argument("folder")
    arguments = parser.parse_args()
    alone, cases, agreed = 0, 0, collections.Counter()
    for file in sorted(glob.glob(os.path.join(arguments.folder, "*.shapes.ttl"))):
        case = file.removesuffix(".shapes.ttl")
        with open(file) as f:
            shapes = f.read()
        found = {e: r for e, r in reports(case, arguments).items() if not any(re.search(p, shapes) for p, _ in KNOWN.get(e, []))}
        cases += 1
        own = found.pop("plenary")
        others = [e for e in found if found[e] != own]
        agreed.update(e for e in found if found[e] == own)
        for e in others:
            print(f"{case}: plenary has {len(own - found[e])} that {e} lacks, lacks {len(found[e] - own)}")
            for r in sorted(own - found[e])[:2]:
                print("    +", *r)
            for r in sorted(found[e] - own)[:2]:
                print("    -", *r)
        if any(found[a] == found[b] for a in others for b in others if a < b):
            alone += 1
            print(f"{case}: two others agree with each other")
    print(f"{cases} cases; as plenary: {dict(agreed)}; two others agree otherwise: {alone}")
    return 1 if alone else 0


if __name__ == "__main__":
    sys.exit(main())

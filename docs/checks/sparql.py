#!/usr/bin/env python3
"""Asks other engines the random queries of a folder, and compares with the answers that lie there.

    pip install pyoxigraph rdflib
    PLENARY_CASES=FOLDER PLENARY_ROUNDS=5000 go test ./sparql -run TestWriteCases
    python3 docs/checks/sparql.py [--rdflib] FOLDER

A case is data (.nq), a query (.rq) and the answer of sparql/internal/oracle (.srj or .nt), which
the differential tests hold the engine to. Terms are compared by value where they are numbers, rows
as multisets. Queries with what an engine is known to do otherwise are left out (KNOWN). Prints each
disagreement; exit status 1 if there is one. A disagreement is a place to look: read the
specification.
"""
import argparse
import collections
import glob
import json
import logging
import os
import re
import sys
import warnings

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + n for n in ("integer", "decimal", "double", "int")}

# What an engine does otherwise than the specification says, by a pattern in the query.
KNOWN = {
    "oxigraph": [
        (r"COUNT\((DISTINCT )?[^*?]", "one error makes COUNT an error"),
        (r"IN \(\)", "an error is in no empty list"),
    ],
    "rdflib": [
        (r"MINUS|EXISTS|OPTIONAL|SELECT.*SELECT|GRAPH|VALUES|AVG|SUM|MIN|MAX|HAVING|\^", "scopes, errors in aggregates"),
        (r"CONSTRUCT", "triples that are none, an empty template"),
        (r"GROUP_CONCAT|SAMETERM", "of errors"),
        (r"[+*/?-] [?\"(<]| IN |xsd:|IF\(|COALESCE|IS[A-Z]+\(|\(!|COUNT\((DISTINCT )?\(", "errors in expressions, paths of paths"),
    ],
}


def key(value, kind, datatype="", language="", direction=""):
    """A term as something that compares by value."""
    if datatype in NUMBERS:
        try:
            return (kind, float(value), datatype)
        except ValueError:
            pass
    return (kind, value, datatype or XSD + "string", (language or "").lower(), direction or "")


def of_json(t):
    """A term of SPARQL Results JSON."""
    if t["type"] == "triple":
        return ("triple", *(of_json(t["value"][p]) for p in ("subject", "predicate", "object")))
    kind = {"uri": "iri", "bnode": "bnode", "literal": "literal"}[t["type"]]
    return key(t["value"], kind, t.get("datatype", "" if "xml:lang" not in t else "lang"), t.get("xml:lang"), t.get("its:dir"))


def of_ox(t):
    """A term of pyoxigraph."""
    if isinstance(t, ox.Triple):
        return ("triple", of_ox(t.subject), of_ox(t.predicate), of_ox(t.object))
    if isinstance(t, ox.Literal):
        return key(t.value, "literal", "lang" if t.language else t.datatype.value, t.language, t.direction and t.direction.value)
    return key(t.value, "iri" if isinstance(t, ox.NamedNode) else "bnode")


def of_rdflib(t):
    """A term of rdflib."""
    import rdflib
    if isinstance(t, rdflib.Literal):
        return key(str(t), "literal", "lang" if t.language else str(t.datatype or ""), t.language)
    return key(str(t), "iri" if isinstance(t, rdflib.URIRef) else "bnode")


def rows(names, table):
    return collections.Counter(frozenset((n, t) for n, t in zip(names, row) if t is not None) for row in table)


def expected(base):
    """The answer of a case: a truth value, or a multiset of rows or triples."""
    if os.path.exists(base + ".nt"):
        quads = ox.parse(path=base + ".nt", format=ox.RdfFormat.N_TRIPLES)
        return collections.Counter((of_ox(q.subject), of_ox(q.predicate), of_ox(q.object)) for q in quads)
    with open(base + ".srj", encoding="utf-8") as f:
        answer = json.load(f)
    if "boolean" in answer:
        return answer["boolean"]
    names = answer["head"]["vars"]
    return rows(names, ([of_json(b[n]) if n in b else None for n in names] for b in answer["results"]["bindings"]))


def ask_oxigraph(base, query):
    store = ox.Store()
    store.extend(ox.parse(path=base + ".nq", format=ox.RdfFormat.N_QUADS))
    answer = store.query(query)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return collections.Counter({(of_ox(t.subject), of_ox(t.predicate), of_ox(t.object)) for t in answer})
    names = [v.value for v in answer.variables]
    return rows(names, ([of_ox(t) if t is not None else None for t in s] for s in answer))


def ask_rdflib(base, query):
    import rdflib
    data = rdflib.Dataset()
    data.parse(base + ".nq", format="nquads")
    answer = data.query(query)
    if answer.type == "ASK":
        return answer.askAnswer
    if answer.type == "CONSTRUCT":
        return collections.Counter(tuple(of_rdflib(t) for t in triple) for triple in answer.graph)
    names = [str(v) for v in answer.vars]
    return rows(names, ([of_rdflib(t) if t is not None else None for t in row] for row in answer))


def blank(answer):
    """Whether an answer has blank nodes: those that a query makes have no names in common."""
    return not isinstance(answer, bool) and "'bnode'" in repr(answer)


def differs(base, name, ask, query, want):
    try:
        got = ask(base, query)
    except Exception as e:  # whatever it is that the other engine cannot do
        print(f"{base} {name}: {type(e).__name__}: {str(e)[:200]}")
        return None
    if name == "rdflib" and not isinstance(want, bool):  # it has no solution that binds nothing
        want, got = (collections.Counter({row: n for row, n in all.items() if row}) for all in (want, got))
    if got == want or blank(want) and blank(got) and sum(got.values()) == sum(want.values()):
        return False
    print(f"{base} {name}\n{query}")
    if isinstance(got, bool) or isinstance(want, bool):
        print(f"  says {got}, not {want}")
    else:
        for sign, rest in (("+", got - want), ("-", want - got)):
            for row, n in list(rest.items())[:5]:
                print(f"  {sign} {n} × {sorted(row, key=repr)}")
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--rdflib", action="store_true", help="ask rdflib too")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    engines = {"oxigraph": ask_oxigraph}
    if args.rdflib:
        engines["rdflib"] = ask_rdflib
    counts = collections.Counter()
    for path in sorted(glob.glob(os.path.join(args.folder, "*.rq"))):
        base = path.removesuffix(".rq")
        with open(path, encoding="utf-8") as f:
            query = f.read()
        want = expected(base)
        if re.search(r"LIMIT|OFFSET|REDUCED", query):
            counts["left open"] += 1
            continue
        for name, ask in engines.items():
            if any(re.search(p, query.split("\n", 3)[3]) for p, _ in KNOWN[name]):
                counts[name, "known to differ"] += 1
            else:
                counts[name, {None: "failed", True: "differs", False: "agrees"}[differs(base, name, ask, query, want)]] += 1
    for what, n in sorted(counts.items(), key=str):
        print(n, *([what] if isinstance(what, str) else what))
    return 1 if any("differs" in what for what in counts if isinstance(what, tuple)) else 0


if __name__ == "__main__":
    sys.exit(main())

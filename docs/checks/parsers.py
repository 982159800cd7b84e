#!/usr/bin/env python3
"""Reads a folder of RDF documents with plenary and with parsers that are not ours, and compares.

    pip install pyoxigraph rdflib pyld
    python3 docs/checks/parsers.py [--plenary BIN] FOLDER

The format of a file is that of its suffix; its base is http://example.org/ and its name. Beside
the Python parsers, serdi and rapper are asked where they are installed. Two readings are the same
when their canonical N-Quads are (RDFC-1.0; language tags in lower case). What most parsers say is
taken for the truth: the same reading, or a refusal. Prints each file where plenary says something
else; exit status 1 if there is one. A disagreement is a place to look: read the specification.
"""
import argparse
import collections
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import warnings

import pyoxigraph as ox

FORMATS = {
    ".ttl": ("turtle", ox.RdfFormat.TURTLE, "turtle"), ".trig": ("trig", ox.RdfFormat.TRIG, "trig"),
    ".nt": ("ntriples", ox.RdfFormat.N_TRIPLES, "nt"), ".nq": ("nquads", ox.RdfFormat.N_QUADS, "nquads"),
    ".rdf": ("rdfxml", ox.RdfFormat.RDF_XML, "xml"), ".owl": ("rdfxml", ox.RdfFormat.RDF_XML, "xml"),
    ".jsonld": ("jsonld", ox.RdfFormat.JSON_LD, "json-ld"),
}
SERDI = {"turtle", "trig", "ntriples", "nquads"}
RAPPER = {"turtle", "ntriples", "nquads", "rdfxml"}
REFUSED = "refused"
NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def lower(term):
    """A literal with its language in lower case, any other term as it is."""
    if isinstance(term, ox.Literal) and term.language and not term.direction:
        return ox.Literal(term.value, language=term.language.lower())
    return term


def reading(nquads):
    """Names what N-Quads say: their number and a hash of their canonical form."""
    dataset = ox.Dataset()
    for q in ox.parse(nquads, ox.RdfFormat.N_QUADS, lenient=True):
        dataset.add(ox.Quad(q.subject, q.predicate, lower(q.object), q.graph_name))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(str(q) for q in dataset)
    return f"{len(lines)} quads {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:12]}"


def command(*argv):
    """Runs a converter to N-Quads; it must end well."""
    return subprocess.run(argv, capture_output=True, timeout=120, check=True).stdout


def oxigraph(path, formats, base):
    return "\n".join(f"{q} ." for q in ox.parse(path=path, format=formats[1], base_iri=base)).encode()


def rdflib(path, formats, base):
    import rdflib as lib
    lib.NORMALIZE_LITERALS = False
    dataset = lib.Dataset()
    dataset.parse(path, format=formats[2], publicID=base)
    labels = {}

    def iri(text):
        return "<" + NOT_IN_IRI.sub(lambda m: f"\\u{ord(m[0]):04X}", text) + ">"

    def term(x):
        if isinstance(x, lib.BNode):
            return f"_:b{labels.setdefault(x, len(labels))}"
        if isinstance(x, lib.URIRef):
            return iri(str(x))
        text = json.dumps(str(x), ensure_ascii=False)
        return f"{text}@{x.language}" if x.language else text + (f"^^{iri(str(x.datatype))}" if x.datatype else "")

    def graph(g):
        name = getattr(g, "identifier", g)
        return "" if name is None or str(name) == "urn:x-rdflib:default" or formats[0] in ("turtle", "ntriples", "rdfxml") else term(name)

    return "\n".join(f"{term(s)} {term(p)} {term(o)} {graph(g)} ." for s, p, o, g in dataset.quads()).encode()


def pyld(path, _, base):
    from pyld import jsonld

    def refuse(address, _):
        raise ValueError(f"remote context {address}")

    with open(path, encoding="utf-8-sig") as f:
        return jsonld.to_rdf(json.load(f), {"base": base, "format": "application/n-quads", "documentLoader": refuse}).encode()


def peers(token):
    """Yields the parsers that read a format: name and function."""
    yield "oxigraph", oxigraph
    yield "rdflib", rdflib
    if token == "jsonld":
        yield "pyld", pyld
    if token in SERDI and shutil.which("serdi"):
        yield "serdi", lambda path, f, base: command("serdi", "-i", f[0], "-o", "nquads", path, base)
    if token in RAPPER and shutil.which("rapper"):
        yield "rapper", lambda path, f, base: command("rapper", "-q", "-i", f[0], "-o", "nquads", path, base)


def ask(read, path, formats, base):
    """What a parser says of a file: its reading, or that it refuses."""
    try:
        return reading(read(path, formats, base))
    except Exception:  # each library has its own
        return REFUSED


def compare(plenary, path):
    """Returns plenary's answer, the most frequent one of the others, and all of theirs."""
    formats = FORMATS[os.path.splitext(path)[1]]
    base = "http://example.org/" + urllib.parse.quote(os.path.basename(path))
    theirs = {name: ask(read, path, formats, base) for name, read in peers(formats[0])}
    ours = ask(lambda p, f, b: command(plenary, "convert", "--from", f[0], "--to", "nquads", "--base", b, p), path, formats, base)
    most, votes = collections.Counter(theirs.values()).most_common(1)[0]
    return ours, most if 2 * votes > len(theirs) else None, theirs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--plenary", help="the binary; built when absent")
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as directory:
        plenary = args.plenary or os.path.join(directory, "plenary")
        if not args.plenary:
            root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
            subprocess.run(["go", "build", "-o", plenary, "./cmd/plenary"], cwd=root, check=True)
        return report(plenary, sorted(os.path.join(args.folder, n) for n in os.listdir(args.folder) if os.path.splitext(n)[1] in FORMATS))


def report(plenary, paths):
    tally = collections.Counter()
    for path in paths:
        ours, most, theirs = compare(plenary, path)
        verdict = "alone" if ours not in theirs.values() else "with the majority" if ours == most else "undecided" if most is None else "with a minority"
        tally[verdict] += 1
        if verdict != "with the majority":
            print(f"{verdict}: {os.path.basename(path)}: plenary {ours}; {theirs}", flush=True)
    print(f"{len(paths)} documents:", ", ".join(f"{n} {verdict}" for verdict, n in tally.items()))
    return 1 if tally["alone"] or tally["with a minority"] else 0


if __name__ == "__main__":
    sys.exit(main())

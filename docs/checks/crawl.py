#!/usr/bin/env python3
"""Crawls a running plenary from / and reads every answer with parsers that are not ours.

    pip install pyoxigraph rdflib
    python3 docs/checks/crawl.py http://localhost:8080/ [--rdflib-every N]

Follows every link of the home page and every IRI under the base that an answer names. Each
thing must answer 303 and its document 200 in all seven formats with the exact media type;
each RDF answer must parse (pyoxigraph; every Nth also with rdflib, default 25); all formats
must carry the same triples, and N-Quads and TriG the same quads. Exit status 1 if not.
"""
import argparse
import collections
import http.client
import json
import multiprocessing
import re
import sys
import urllib.parse

import pyoxigraph as ox
import rdflib

FORMATS = {
    "text/turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "application/ld+json": (ox.RdfFormat.JSON_LD, "json-ld"),
    "application/n-triples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "application/n-quads": (ox.RdfFormat.N_QUADS, "nquads"),
    "application/trig": (ox.RdfFormat.TRIG, "trig"),
    "application/rdf+xml": (ox.RdfFormat.RDF_XML, "xml"),
}
WITH_GRAPHS = {"application/n-quads", "application/trig"}
LINK = re.compile(r'(?:href|src)="([^"#]*)')

VARIANT = re.compile(r"/(doc|ontology|void|dataset)(/[^?]*)?\.(ttl|jsonld|nt|nq|trig|rdf|html)$|[?&](lang|format)=")

base, rdflib_every, connection, context = "", 25, None, b""


def start(base_iri, every):
    """Prepares a worker. The published context is put in place of its address, since parsers do not fetch."""
    global base, rdflib_every, context
    base, rdflib_every = base_iri, every
    _, _, body = get(base + "ontology/context.jsonld", "application/ld+json")
    context = json.dumps(json.loads(body)["@context"]).encode()


def get(iri, accept):
    """One request without following redirects: status, headers, body."""
    global connection
    parts = urllib.parse.urlsplit(iri)
    path = urllib.parse.quote(parts.path, safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
    for attempt in (1, 2):
        if connection is None:
            connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        try:
            connection.request("GET", path, headers={"Accept": accept})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (http.client.HTTPException, OSError):
            connection.close()
            connection = None
            if attempt == 2:
                raise


def fetch(iri, accept):
    """Follows at most three redirects: statuses met, headers, body."""
    met = []
    for _ in range(4):
        status, headers, body = get(iri, accept)
        met.append(status)
        if status not in (301, 302, 303, 307, 308):
            break
        iri = urllib.parse.urljoin(iri, headers["Location"])
    return met, headers, body


def under_base(iri):
    return iri.startswith(base) or iri == base[:-1]


def is_thing(iri):
    return iri.startswith(base + "id/")


def check_resource(job):
    """Every format of one resource: problems, IRIs named, answers read."""
    number, iri = job
    problems, found, triples, quads = [], set(), {}, {}
    met, headers, body = fetch(iri, "text/html")
    if met[-1] != 200 or not headers["Content-Type"].startswith("text/html"):
        problems.append(f"{iri} as HTML: {met} {headers['Content-Type']}")
    else:
        for link in LINK.findall(body.decode("utf-8")):
            found.add(urllib.parse.urljoin(iri, link.replace("&amp;", "&")))
    for media, (fmt, name) in FORMATS.items():
        met, headers, body = fetch(iri, media)
        got = headers["Content-Type"].split(";")[0]
        if met[-1] != 200 or got != media or (is_thing(iri) and met[0] != 303):
            problems.append(f"{iri} as {media}: {met} {got}")
            continue
        body = body.replace(f'"{base}ontology/context.jsonld"'.encode(), context)
        try:
            parsed = list(ox.parse(body, fmt, base_iri=iri))
        except (SyntaxError, ValueError) as error:
            problems.append(f"{iri} as {media}: {error}")
            continue
        triples[media] = same_blanks(ox.Quad(q.subject, q.predicate, q.object) for q in parsed)
        if media in WITH_GRAPHS:
            quads[media] = same_blanks(parsed)
        if number % rdflib_every == 0:
            problems += read_with_rdflib(iri, media, name, body, len(triples[media]))
    for media, got in triples.items():
        first = next(iter(triples.values()))
        if got != first:
            odd = next(iter(got ^ first))
            problems.append(f"{iri}: {media} differs from {next(iter(triples))}: {odd}")
    if len(set(quads.values())) > 1:
        problems.append(f"{iri}: N-Quads and TriG differ")
    for triple in next(iter(triples.values()), ()):
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode):
                found.add(term.value.split("#")[0])
    return iri, problems, {f for f in found if under_base(f) and not VARIANT.search(f)}, len(triples) + 1


def same_blanks(quads):
    """The set of quads, with blank nodes labelled by what is said of them."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(dataset)


def read_with_rdflib(iri, media, name, body, want):
    try:
        graph = rdflib.Dataset(default_union=True)
        graph.parse(data=body, format=name, publicID=iri)
    except Exception as error:  # any failure of the parser is a finding
        return [f"{iri} as {media}, rdflib: {error}"]
    got = len({(s, p, o) for s, p, o, _ in graph.quads((None, None, None, None))})
    return [] if got == want else [f"{iri} as {media}: rdflib reads {got} triples, pyoxigraph {want}"]


def negotiated(iri):
    """Whether the crawl asks for all formats: entities, documents, collections, vocabulary."""
    path = iri[len(base):]
    return "?" not in path and (path.split("/")[0] in ("id", "doc") or path in ("", "ontology", "ontology/shapes", "void", "dataset"))


def check_plain(iri):
    met, _, _ = fetch(iri, "*/*")
    return iri, ([] if met[-1] == 200 else [f"{iri}: {met}"]), set(), 1


def check(job):
    return check_resource(job) if negotiated(job[1]) else check_plain(job[1])


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("base")
    args.add_argument("--rdflib-every", type=int, default=25)
    args = args.parse_args()
    start(args.base, args.rdflib_every)
    seen, queue, problems, answers = {base}, collections.deque([base]), [], 0
    with multiprocessing.Pool(2, start, (base, rdflib_every)) as pool:
        while queue:
            wave = list(enumerate(queue))
            queue.clear()
            for _, bad, found, count in pool.imap_unordered(check, wave, chunksize=8):
                problems += bad
                answers += count
                for iri in found - seen:
                    seen.add(iri)
                    queue.append(iri)
            print(f"{len(seen)} addresses, {answers} answers, {len(problems)} problems", file=sys.stderr)
    print("\n".join(problems[:200]))
    print(f"{len(seen)} addresses, {answers} answers read, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""rdflib: documents by content negotiation and by suffix, the SPARQL store."""

import sys
import urllib.request

import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

base = sys.argv[1]
thing = rdflib.URIRef(base + "id/meeting/2025-ism-ottawa")
doc = base + "doc/meeting/2025-ism-ottawa"
failed = 0


def want(what, found, expected):
    global failed
    if found != expected:
        failed = 1
        print(f"rdflib: {what}: {found!r}, want {expected!r}")


expected = len(rdflib.Graph().parse(doc + ".nt", format="nt"))
want("a document has more than a few triples", expected > 100, True)
want("the thing, dereferenced", len(rdflib.Graph().parse(thing)), expected)
# rdflib 7.6 does not read @included, which the usual form of JSON-LD has.
for suffix, name in ((".ttl", "turtle"), (".rdf", "xml"), (".jsonld?profile=flattened", "json-ld"), (".jsonld?profile=expanded", "json-ld")):
    want(suffix, len(rdflib.Graph().parse(doc + suffix, format=name)), expected)
for suffix, name in ((".nq", "nquads"), (".trig", "trig")):
    quads = rdflib.Dataset(default_union=True)
    quads.parse(doc + suffix, format=name)
    want(suffix, len(set(quads.triples((None, None, None)))), expected)
for format in ("turtle", "xml", "json-ld", "nt"):
    want("the vocabulary as " + format, len(rdflib.Graph().parse(base + "ontology", format=format)) > 1000, True)

store = rdflib.Graph(SPARQLStore(base + "sparql", context_aware=False))
label = rdflib.RDFS.label
want("labels by the store", sorted(store.objects(thing, label)), sorted(rdflib.Graph().parse(doc + ".nt").objects(thing, label)))
rows = list(store.query("SELECT (COUNT(?m) AS ?n) { ?m a <https://w3id.org/plenary#Summit> }"))
want("a count", rows[0].n.toPython(), 51)
want("ASK", bool(store.query("ASK { ?s ?p ?o }")), True)
want("CONSTRUCT", len(store.query("CONSTRUCT { ?m a ?c } WHERE { ?m a ?c , <https://w3id.org/plenary#Summit> }").graph) >= 102, True)

with urllib.request.urlopen(base + "void.ttl") as answer:
    void = rdflib.Graph().parse(data=answer.read(), format="turtle")
want("the SPARQL endpoint in VoID", list(void.objects(None, rdflib.VOID.sparqlEndpoint)), [rdflib.URIRef(base + "sparql")])
sys.exit(failed)

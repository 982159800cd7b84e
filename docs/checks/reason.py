#!/usr/bin/env python3
"""Reasons over the vocabulary, the vocabularies it maps to and a sample of the data (OWL 2 RL).

    pip install rdflib owlrl
    for v in org prov skos dcterms oa foaf; do npm pack @vocabulary/$v; done   # and unpack each
    python3 docs/checks/reason.py http://localhost:8080/ VOCABULARY.nq…

The sample is one thing of every class with all that its document says. Fails when the reasoner
reports an inconsistency, when a thing comes out as owl:Nothing or as a member of two classes
that exclude each other, or when an inference turns a thing into something it is not: a meeting
into an entity, a person into a concept, a literal into a resource.
"""
import json
import sys
import urllib.request

import owlrl
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

PL = rdflib.Namespace("https://w3id.org/plenary#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
ERRORS = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")

# What must not follow: members of the first class in the second.
WRONG = [
    (PL.Meeting, PROV.Entity), (PL.Meeting, SKOS.Concept), (PL.Person, SKOS.Concept), (PL.Person, PROV.Activity), (PL.Country, SKOS.Concept),
    (PL.OutcomeDocument, PROV.Activity), (PL.Priority, PL.Party), (PL.Office, PL.Person), (PL.Tenure, PL.Office), (PL.Place, PL.Country),
]


def fetch(address, accept):
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": accept})) as answer:
        return answer.read()


def sample(base, ontology, graph):
    """Adds the document of the first member of each class; returns how many."""
    count = 0
    for path in sorted(str(p) for p in ontology.objects(None, PL.path)):
        listing = json.loads(fetch(f"{base}api/entities?class={path}&limit=1", "application/json"))
        for item in listing["items"]:
            graph.parse(data=fetch(item["iri"], "application/n-triples"), format="nt")
            count += 1
    return count


def findings(graph):
    for message in graph.subjects(RDF.type, ERRORS):
        yield "reasoner: " + " ".join(str(o) for o in graph.objects(message, None))
    for thing in graph.subjects(RDF.type, OWL.Nothing):
        yield f"{thing} is owl:Nothing"
    for a, b in graph.subject_objects(OWL.disjointWith):
        for thing in set(graph.subjects(RDF.type, a)) & set(graph.subjects(RDF.type, b)):
            yield f"{thing} is both {a} and {b}, which exclude each other"
    for a, b in WRONG:
        for thing in set(graph.subjects(RDF.type, a)) & set(graph.subjects(RDF.type, b)):
            yield f"{thing}, a {a}, is inferred to be a {b}"


def main():
    base, files = sys.argv[1], sys.argv[2:]
    ontology = rdflib.Graph().parse(data=fetch(base + "ontology", "text/turtle"), format="turtle")
    graph = rdflib.Graph()
    graph += ontology
    for name in files:
        dataset = rdflib.Dataset()
        dataset.parse(name, format="nquads")
        for s, p, o, _ in dataset.quads((None, None, None, None)):
            graph.add((s, p, o))
    things = sample(base, ontology, graph)
    before = len(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    own = sum(1 for _ in ontology.subjects(RDFS.isDefinedBy, None))
    print(f"{own} terms, {len(files)} other vocabularies, {things} things; {before} triples, {len(graph)} after reasoning (owlrl, OWL 2 RL)")
    found = sorted(set(findings(graph)))
    print("\n".join(found) if found else "consistent; nothing wrong is inferred")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

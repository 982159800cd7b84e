"""SPARQLWrapper: every form of query in every format that it asks for."""

import sys

from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

endpoint = sys.argv[1] + "sparql"
failed = 0


def want(what, found, expected):
    global failed
    if found != expected:
        failed = 1
        print(f"SPARQLWrapper: {what}: {found!r}, want {expected!r}")


def ask(query, format, method=GET, request=URLENCODED):
    client = SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setReturnFormat(format)
    client.setMethod(method)
    client.setRequestMethod(request)
    return client.query()


names = "SELECT ?l { <id/country/japan> <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY LANG(?l)"
for method, request in ((GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)):
    found = ask(names, JSON, method, request).convert()
    want(f"JSON by {method} {request}", "Japan" in [b["l"]["value"] for b in found["results"]["bindings"]], True)
want("XML", "Japan" in ask(names, XML).convert().toxml(), True)
want("CSV", "Japan" in ask(names, CSV).convert().decode().split("\r\n"), True)
want("TSV", '"Japan"@en' in ask(names, TSV).convert().decode().split("\n"), True)
want("ASK as JSON", ask("ASK { ?s ?p ?o }", JSON).convert()["boolean"], True)
want("ASK as XML", "true" in ask("ASK { ?s ?p ?o }", XML).convert().toxml(), True)
construct = "CONSTRUCT WHERE { <id/country/japan> <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
counts = {
    "RDF/XML": len(ask(construct, RDFXML).convert()),
    "JSON-LD": len(ask(construct, JSONLD).convert()),
    "DESCRIBE": len(ask("DESCRIBE <id/country/japan>", RDFXML).convert()),
}
want("CONSTRUCT in all formats", counts["RDF/XML"] == counts["JSON-LD"] > 1, True)
want("DESCRIBE says more", counts["DESCRIBE"] > counts["RDF/XML"], True)
for format in (TURTLE, N3):
    want(f"CONSTRUCT as {format}", b"Japan" in ask(construct, format).convert(), True)
try:
    ask("SELECT ?l {", JSON)
    want("a syntax error", "an answer", "QueryBadFormed")
except QueryBadFormed as error:
    want("a syntax error says where", "column" in str(error), True)
sys.exit(failed)

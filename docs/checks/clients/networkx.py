"""networkx: the networks of the API as GraphML and GEXF."""

import io
import sys
import urllib.request

import networkx as nx

base = sys.argv[1]
failed = 0


def want(what, found, expected):
    global failed
    if found != expected:
        failed = 1
        print(f"networkx: {what}: {found!r}, want {expected!r}")


def get(path, format):
    with urllib.request.urlopen(base + path + "&format=" + format) as answer:
        return io.BytesIO(answer.read())


for path in (
    "api/neighbors?iri=id/meeting/2025-ism-ottawa&limit=500",
    "api/path?from=id/person/gary-anandasangaree&to=id/document/2025-tnr-framework&k=5",
    "api/subgraph?iri=id/meeting/2025-ism-ottawa&depth=2&limit=2000",
    "api/copresence?class=person&limit=10000",
    "api/copresence?class=country&limit=10000",
    "api/matrix?limit=10000",
):
    ml, gexf = nx.read_graphml(get(path, "graphml"), force_multigraph=True), nx.read_gexf(get(path, "gexf"))
    want(path + " as GraphML and GEXF", (len(ml), ml.size(), ml.is_directed()), (len(gexf), gexf.size(), gexf.is_directed()))
    want(path + " names its nodes", all(d["iri"] in gexf and d["label"] for _, d in ml.nodes(data=True)), True)
    want(path + " has weights", ml.size(weight="weight"), gexf.size(weight="weight"))

countries = nx.read_gexf(get("api/copresence?class=country&limit=10000", "gexf"))
degree = dict(countries.degree(weight="weight"))
want("who of all countries met most", max(degree, key=degree.get).startswith(base + "id/country/"), True)
times = [d["count"] for _, _, d in countries.edges(data=True)]
want("the pairs have times", all(isinstance(t, list) and t[0][1] <= t[-1][2] for t in times), True)
sys.exit(failed)

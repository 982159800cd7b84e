// Comunica: queries over documents, over the endpoint (found by its description),
// and over two servers at once.

import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_PATH + "/");
const { QueryEngine } = require("@comunica/query-sparql");
const [a, b] = process.argv.slice(2);
const engine = new QueryEngine();
let failed = 0;

function want(what, found, expected) {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  failed = 1;
  console.log(`Comunica: ${what}: ${JSON.stringify(found)}, want ${JSON.stringify(expected)}`);
}

// Comunica prefers N-Quads, which name the graphs of a document: its default graph
// is then the union of them.
async function select(query, sources) {
  const rows = await (await engine.queryBindings(query, { sources, unionDefaultGraph: sources.every((s) => typeof s === "string" && !s.endsWith("sparql")) })).toArray();
  return rows.map((r) => Object.fromEntries([...r].map(([v, t]) => [v.value, t.value])));
}

const prefixes = "PREFIX pl: <https://w3id.org/plenary#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX owl: <http://www.w3.org/2002/07/owl#>";
const names = (rows) => rows.map((r) => r.l).sort();

const japan = `${prefixes} SELECT ?l { <${a}id/country/japan> rdfs:label ?l }`;
const labels = names(await select(japan, [`${a}doc/country/japan`]));
want("a document", labels.includes("Japan"), true);
want("the thing, dereferenced", names(await select(japan, [`${a}id/country/japan`])), labels);
want("several documents", (await select(`${prefixes} SELECT ?l { ?c a pl:Country ; rdfs:label ?l FILTER(LANG(?l) = "en") FILTER(?c IN (<${a}id/country/japan>, <${a}id/country/canada>)) }`,
  [`${a}doc/country/japan.ttl`, `${a}doc/country/canada.jsonld`])).length, 2);
want("the endpoint", names(await select(japan, [{ type: "sparql", value: `${a}sparql` }])), labels);
want("the endpoint by its description", names(await select(japan, [`${a}sparql`])), labels);
want("an aggregate", (await select(`${prefixes} SELECT (COUNT(?m) AS ?n) { ?m a pl:Summit }`, [`${a}sparql`]))[0].n, "51");
want("a path", (await select(`${prefixes} SELECT DISTINCT ?p { <${a}id/meeting/2025-ism-ottawa> pl:hasParticipation/pl:participant ?p }`, [`${a}sparql`])).length > 1, true);

// Two servers name the same country differently; what Wikidata calls it joins them.
const joined = await select(`${prefixes} SELECT ?x ?y { ?x a pl:Country ; owl:sameAs ?w . ?y a pl:Country ; owl:sameAs ?w FILTER(STRSTARTS(STR(?x), "${a}") && STRSTARTS(STR(?y), "${b}") && CONTAINS(STR(?w), "wikidata")) }`,
  [`${a}sparql`, `${b}sparql`]);
const alone = await select(`${prefixes} SELECT DISTINCT ?x { ?x a pl:Country ; owl:sameAs ?w FILTER(CONTAINS(STR(?w), "wikidata")) }`, [`${a}sparql`]);
want("a join over two servers", joined.length > 0 && joined.length === alone.length, true);
want("the ends of the join", joined.every((r) => r.x.slice(a.length) === r.y.slice(b.length)), true);
want("ASK", await engine.queryBoolean("ASK { ?s ?p ?o }", { sources: [`${a}sparql`] }), true);
want("CONSTRUCT", (await (await engine.queryQuads(`CONSTRUCT WHERE { <${a}id/country/japan> ?p ?o }`, { sources: [`${a}sparql`] })).toArray()).length > 5, true);
process.exit(failed);

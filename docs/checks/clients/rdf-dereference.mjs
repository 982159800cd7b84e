// rdf-dereference: things, documents, the vocabulary and answers of the API by
// its own negotiation.

import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_PATH + "/");
const { rdfDereferencer } = require("rdf-dereference");
const [base] = process.argv.slice(2);
let failed = 0;

async function count(address) {
  const { data, url } = await rdfDereferencer.dereference(address);
  const triples = new Set();
  for await (const q of data) triples.add([q.subject, q.predicate, q.object].map((t) => (t.termType === "BlankNode" ? "_" : `${t.value} ${t.language ?? ""} ${t.datatype?.value ?? ""}`)).join(" "));
  return { triples: triples.size, url };
}

function want(what, found, expected) {
  if (found === expected) return;
  failed = 1;
  console.log(`rdf-dereference: ${what}: ${found}, want ${expected}`);
}

const thing = await count(`${base}id/meeting/2025-ism-ottawa`);
want("it follows the redirect", thing.url.startsWith(`${base}doc/meeting/2025-ism-ottawa`), true);
for (const suffix of ["", ".ttl", ".jsonld", ".nt", ".nq", ".trig", ".rdf"]) {
  want(suffix || "negotiated", (await count(`${base}doc/meeting/2025-ism-ottawa${suffix}`)).triples, thing.triples);
}
for (const path of ["ontology", "void", "dataset", "sparql", "doc/meeting", "api/evidence?iri=id/claim/sc-007&format=turtle"]) {
  want(path, (await count(base + path)).triples > 5, true);
}
process.exit(failed);

// jsonld.js: documents and our context with its own loader; the same triples in
// every form, and compaction with our context gives our document again.

import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_PATH + "/");
const jsonld = require("jsonld");
const [base] = process.argv.slice(2);
const doc = `${base}doc/meeting/2025-ism-ottawa`;
let failed = 0;

function want(what, found, expected) {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  failed = 1;
  console.log(`jsonld.js: ${what}: ${JSON.stringify(found)}, want ${JSON.stringify(expected)}`);
}

const get = async (address, accept) => (await fetch(address, { headers: { accept } })).text();
const lines = (text) => text.trim().split("\n").sort();
const canonical = (input) => jsonld.canonize(input, { algorithm: "RDFC-1.0", format: "application/n-quads" });

const expected = await jsonld.canonize(await get(`${doc}.nt`), { algorithm: "RDFC-1.0", inputFormat: "application/n-quads", format: "application/n-quads" });
want("the thing, dereferenced", (await canonical(`${base}id/meeting/2025-ism-ottawa`)) === expected, true);
for (const form of ["compacted", "expanded", "flattened"]) {
  const text = await get(doc, `application/ld+json;profile="http://www.w3.org/ns/json-ld#${form}"`);
  want(form, (await canonical(JSON.parse(text))) === expected, true);
}
const document = JSON.parse(await get(`${doc}.jsonld`));
want("the context is named", document["@context"], `${base}ontology/context.jsonld`);
const expanded = await jsonld.expand(`${doc}.jsonld`);
want("the thing is the root", expanded[0]["@id"], `${base}id/meeting/2025-ism-ottawa`);
const again = await jsonld.compact(expanded, document["@context"]);
want("compacted by our context", (await canonical(again)) === expected, true);
const framed = await jsonld.frame(document, { "@context": document["@context"], "@type": "Meeting", "@embed": "@once" });
want("framed", JSON.stringify(framed).includes("2025-ism-ottawa"), true);
const search = await jsonld.toRDF(`${base}api/search?q=ottawa&format=jsonld`, { format: "application/n-quads" });
want("an answer of the API", lines(search).length > 3, true);
process.exit(failed);

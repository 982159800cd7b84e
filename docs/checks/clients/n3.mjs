// N3.js: what it reads of each syntax, and what it writes, read again.

import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_PATH + "/");
const N3 = require("n3");
const [base] = process.argv.slice(2);
const doc = `${base}doc/meeting/2025-ism-ottawa`;
let failed = 0;

function want(what, found, expected) {
  if (found === expected) return;
  failed = 1;
  console.log(`N3.js: ${what}: ${found}, want ${expected}`);
}

async function read(address, format) {
  const answer = await fetch(address, { headers: { accept: format } });
  want(`${format} is sent`, answer.headers.get("content-type").split(";")[0], format);
  return new N3.Store(new N3.Parser({ format, baseIRI: answer.url }).parse(await answer.text()));
}

const size = (await read(doc, "application/n-triples")).size;
want("a document has more than a few triples", size > 100, true);
want("Turtle", (await read(doc, "text/turtle")).size, size);
const quads = (await read(doc, "application/n-quads")).size;
want("N-Quads", quads >= size, true);
const trig = await read(doc, "application/trig");
want("TriG", trig.size, quads);
want("its graphs are named", trig.getGraphs().every((g) => g.value.startsWith(base) || g.termType === "DefaultGraph"), true);
for (const path of ["ontology", "void", "sparql", "doc/country"]) want(path, (await read(base + path, "text/turtle")).size > 10, true);
process.exit(failed);

// Looks at the pages in a real browser: axe-core finds no violation, nothing
// overflows sideways, the console stays silent, and the content works without
// scripts. Each page is tried at phone and desktop width, light and dark.
//
// Usage:  node docs/checks/pages.mjs URL [--shots DIR]      (make check-pages)
//
// URL is that of a running server, such as http://localhost:8080/. With --shots
// a picture of each page is written. Needs Node 20, Chromium, and two npm
// packages that are not part of this project; install them once, outside it:
//
//   npm install --prefix ~/.cache/plenary-checks playwright-core axe-core
//   NODE_PATH=~/.cache/plenary-checks/node_modules node docs/checks/pages.mjs http://localhost:8080/
//
// CHROMIUM names the browser; /usr/bin/chromium when it is not set.

import { createRequire } from "node:module";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");

const pages = {
  home: "",
  search: "search?q=ottawa",
  meeting: "doc/meeting/2025-ism-ottawa",
  person: "doc/person/gary-anandasangaree",
  ontology: "ontology",
  "home-fr": "?lang=fr",
  "meeting-fr": "doc/meeting/2025-ism-ottawa?lang=fr",
  summit: "doc/meeting/2025-summit-kananaskis",
  office: "doc/office/minister-public-safety-canada",
  country: "doc/country/canada",
  priority: "doc/priority/transnational-repression",
  document: "doc/document/2025-tnr-framework",
  source: "doc/source/2025-ism-ottawa-release",
  claim: "doc/claim/sc-007",
  record: "doc/record/summits-2025-kananaskis",
  place: "doc/place/ottawa",
  graph: "doc/graph/summits",
  meetings: "doc/meeting",
  people: "doc/person",
  timeline: "timeline",
  coverage: "coverage",
  path: "path?from=id/person/gary-anandasangaree&to=id/meeting/1975-summit-rambouillet",
  sparql: "sparql",
  answer: "sparql?query=SELECT%20%2A%20%7B%20%3Fs%20a%20pl%3ASummit%20%3B%20pl%3AstartDate%20%3Fd%20%7D%20LIMIT%2020",
  "not-found": "doc/person/gary-anandasangare",
};
const widths = [390, 1400];
const schemes = ["light", "dark"];
const tallest = 4000; // pixels of a picture

const args = process.argv.slice(2);
const base = args.find((a) => a.startsWith("http"));
const shots = args.includes("--shots") ? args[args.indexOf("--shots") + 1] : "";
if (!base) {
  console.error("usage: node docs/checks/pages.mjs URL [--shots DIR]");
  process.exit(2);
}
if (shots) await mkdir(shots, { recursive: true });

const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
let failures = 0;
let looked = 0;

function fail(name, message) {
  failures++;
  console.error(`${name}: ${message}`);
}

async function look(name, path, width, scheme) {
  const where = `${name} ${width} px ${scheme}`;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.on("console", (m) => {
    if (m.type() === "error" && !(name === "not-found" && m.text().includes("404"))) fail(where, m.text());
  });
  page.on("pageerror", (e) => fail(where, e.message));
  const answer = await page.goto(new URL(path, base).href, { waitUntil: "load" });
  const want = name === "not-found" ? 404 : 200;
  if (answer.status() !== want) fail(where, `status ${answer.status()}, want ${want}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) fail(where, `${over} px wider than the window`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ exclude: [".editor"] }, { resultTypes: ["violations"] }));
  for (const v of violations) fail(where, `${v.id}: ${v.help}: ${v.nodes[0].html.replace(/\s+/g, " ").slice(0, 160)} (${v.nodes.length})`);
  if (shots) {
    const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), tallest);
    await page.screenshot({ path: join(shots, `${name}-${width}-${scheme}.png`), fullPage: true, clip: { x: 0, y: 0, width, height } });
  }
  await context.close();
  looked++;
}

// The editor of queries is YASGUI's, and is left out here: the form is there without.
// Without scripts a page says the same, but for its "copy" button and the editor of
// queries.
async function withoutScripts(name, path) {
  const texts = [];
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(new URL(path, base).href, { waitUntil: "load" });
    texts.push(await page.locator("main :is(p:not([data-copy]), h1, h2, dd, td):not(.editor *)").allTextContents());
    await context.close();
  }
  if (JSON.stringify(texts[0]) !== JSON.stringify(texts[1])) fail(name, "says something else without scripts");
}

for (const [name, path] of Object.entries(pages)) {
  for (const width of widths) {
    for (const scheme of schemes) await look(name, path, width, scheme);
  }
  if (name !== "not-found") await withoutScripts(name, path);
}
await browser.close();
console.log(`${looked} views of ${Object.keys(pages).length} pages, ${failures} failures`);
process.exit(failures ? 1 : 0);

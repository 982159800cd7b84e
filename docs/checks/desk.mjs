// Reviews a press release by the keyboard in a real browser, from a fresh data folder
// to what is published: accepts 50 claims, edits 1, rejects 2, joins something new
// with what is published, undoes 1, and lets a second curator come between. Then the
// public server must show exactly what was accepted, by SPARQL, by documents and in
// /changes. Every page of the desk is looked at by axe-core, at phone and desktop
// width, light and dark. With --many N documents made from the release, so that some
// thousand claims wait, it measures how long the desk takes.
//
// Usage:  node docs/checks/desk.mjs PLENARY RELEASE [--shots DIR] [--many N] [--port P]
//         (make check-desk RELEASE=…)
//
// PLENARY is the binary, RELEASE the text of a press release, of which there is a
// file .json beside it as `plenary ingest` takes it. Needs Node 20, Chromium, and the
// npm packages of pages.mjs.

import { createRequire } from "node:module";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const args = process.argv.slice(2);
const option = (name, usual) => (args.includes(name) ? args[args.indexOf(name) + 1] : usual);
const [plenary, release] = args;
if (!release || release.startsWith("--")) {
  console.error("usage: node docs/checks/desk.mjs PLENARY RELEASE [--shots DIR] [--many N] [--port P]");
  process.exit(2);
}
const shots = option("--shots", "");
const many = Number(option("--many", "0"));
const port = Number(option("--port", "8201"));
const base = `http://localhost:${port}/`;
const work = mkdtempSync(join(tmpdir(), "plenary-desk-"));
const store = join(work, "store");
if (shots) mkdirSync(shots, { recursive: true });

let failures = 0;
function check(ok, what) {
  if (ok) return;
  failures++;
  console.error(`FAILED: ${what}`);
}
const same = (got, want, what) => check(JSON.stringify(got) === JSON.stringify(want), `${what}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
const run = (...line) => execFileSync(plenary, line, { encoding: "utf8" });
const token = (role, name) => run("token", "create", "--data", store, "--role", role, "--name", name).trim().split(/\s+/).pop();

// --- a server of its own ---

let server;
async function serve() {
  server = spawn(plenary, ["serve", "--data", store, "--addr", `127.0.0.1:${port}`, "--base", base, "--no-access-log", "--documents", join(store, "documents")], { stdio: ["ignore", "ignore", "inherit"] });
  for (let i = 0; i < 200; i++) {
    if (await fetch(base + "readyz").then((answer) => answer.ok, () => false)) return;
    await sleep(100);
  }
  throw new Error("the server does not answer");
}
async function stop() {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}

const api = (secret) => async (path, body) => {
  const answer = await fetch(base + "review/api/" + path, { method: body ? "POST" : "GET", headers: { Authorization: "Bearer " + secret, "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
  return { status: answer.status, said: await answer.json() };
};
async function select(query) {
  const answer = await fetch(`${base}sparql?query=${encodeURIComponent(query)}`, { headers: { Accept: "application/sparql-results+json" } });
  return (await answer.json()).results.bindings;
}

// --- a browser ---

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
async function signIn(secret, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => check(false, error.message));
  page.on("console", (m) => { if (m.type() === "error" && !/40[19]|422|CONNECTION_REFUSED/.test(m.text())) check(false, "console: " + m.text()); });
  await page.goto(base + "review");
  await page.fill("#token", secret);
  await page.press("#token", "Enter");
  await page.waitForURL(/signed-in/);
  return page;
}
const current = (page) => page.evaluate(() => document.querySelector(".claim.current")?.id.slice(2));
const stateOf = (page, id) => page.evaluate((id) => document.getElementById("c-" + id).dataset.state, id);
const settled = (page) => page.waitForFunction(() => document.querySelectorAll(".claim.busy").length === 0);
async function shot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, name + ".png") });
}

// look has axe-core look at a page, as wide as it says, and sees that nothing is wider.
async function look(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const v of violations) check(false, `${name}: ${v.id}: ${v.help}: ${v.nodes[0].html.replace(/\s+/g, " ").slice(0, 200)} (${v.nodes.length})`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(over <= 0, `${name}: ${over} px wider than the window`);
  await shot(page, name);
  return 1;
}

// --- one release, by keys ---

async function reviewByKeys() {
  run("ingest", "--data", store, "--base", base, release);
  const ada = token("curator", "Ada"), bob = token("curator", "Bob");
  await serve();
  const ask = api(ada);
  const page = await signIn(ada);
  await page.click("main table a");
  await page.waitForLoadState();
  const before = (await ask("claims?state=all")).said.claims;
  const first = await current(page);
  const made = { accepted: [], rejected: [], edited: [], undone: [] };
  for (let i = 0; i < 50; i++) { // accept 50
    made.accepted.push(await current(page));
    await page.keyboard.press("a");
  }
  await settled(page);
  await shot(page, "accepted");
  for (let i = 0; i < 2; i++) { // reject 2
    made.rejected.push(await current(page));
    await page.keyboard.press("r");
  }
  made.undone.push(await current(page)); // undo 1
  await page.keyboard.press("a");
  await settled(page);
  same(await stateOf(page, made.undone[0]), "accepted", "before undo");
  await page.keyboard.press("u");
  await settled(page);
  same(await stateOf(page, made.undone[0]), "pending", "after undo");

  const literal = before.find((c) => c.object.literal && !c.object.datatype.endsWith("date") && !c.known && !made.accepted.includes(c.claim) && !made.rejected.includes(c.claim) && c.claim !== made.undone[0]);
  await moveTo(page, literal.claim); // edit 1, at first so that a shape is violated
  await page.keyboard.press("e");
  await page.fill("#edit-p", "pl:documentKind");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("dialog .why-not")?.textContent.includes("documentKind"));
  same(await page.inputValue("#edit-p"), "pl:documentKind", "what was typed");
  await shot(page, "violation");
  await page.keyboard.press("Escape");
  same(await stateOf(page, literal.claim), "pending", "behind an edit that violates a shape");
  await page.keyboard.press("e");
  await page.keyboard.press("End");
  await page.keyboard.type(", as edited");
  await page.waitForFunction(() => document.querySelector("dialog pre").textContent.includes(", as edited"));
  await shot(page, "edit");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("dialog"));
  made.edited.push(literal.claim);
  same(await stateOf(page, literal.claim), "edited", "the edit");

  const fresh = before.find((c) => (c.subject.new || c.object.new) && !made.accepted.includes(c.claim)); // merge 1
  const thing = fresh.subject.new ? fresh.subject : fresh.object;
  await moveTo(page, fresh.claim);
  await page.keyboard.press("m");
  await page.waitForSelector("dialog .offer button");
  await shot(page, "merge");
  const into = await page.getAttribute("dialog .offer button", "title");
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => !document.querySelector("dialog") && !document.getElementById("c-" + id), fresh.claim);
  const merged = (await ask("claims/" + fresh.claim)).said;
  same([merged.state, merged.subject.value === into || merged.object.value === into], ["accepted", true], "the merger");

  await between(page, bob, made);
  await offline(page);
  await compare(ada, before, made, merged, thing, into, first);
  await otherwise(page, ada);
  await withoutScripts(ada, made.undone[0]);
  await report(ada);
  await stop();
  console.log(`reviewed by keys: ${made.accepted.length} accepted, ${made.edited.length} edited, ${made.rejected.length} rejected, 1 merged, 1 undone`);
}

async function moveTo(page, id) {
  await page.keyboard.press("Home");
  for (let i = 0; i < 600 && (await current(page)) !== id; i++) await page.keyboard.press("n");
  same(await current(page), id, "where one is");
}

// between has another curator decide on a claim that the first one sees.
async function between(page, bob, made) {
  const id = await page.evaluate(() => [...document.querySelectorAll(".claim.pending")].at(-1).id.slice(2));
  await api(bob)("decisions", { action: "reject", claims: [{ claim: id, seen: "" }], reason: "not so" });
  await moveTo(page, id);
  await page.keyboard.press("a");
  await page.waitForFunction((id) => document.getElementById("c-" + id).dataset.state === "rejected", id);
  const told = await page.textContent(`#c-${id} .why-not`);
  check(told.includes("Bob") && told.includes("not so"), `the later curator is told: ${told}`);
  await shot(page, "conflict");
  made.rejected.push(id);
}

// offline stops the server while one decides; the decision is sent when it is back.
async function offline(page) {
  const id = await page.evaluate(() => [...document.querySelectorAll(".claim.pending")].at(-1).id.slice(2));
  await moveTo(page, id);
  await stop();
  await page.keyboard.press("d");
  await page.waitForSelector(".saving button");
  await shot(page, "offline");
  await serve();
  await page.click(".saving button"); // the session has ended with the server
  await page.waitForSelector(".saving a");
  const [tab] = await Promise.all([page.context().waitForEvent("page"), page.click(".saving a")]);
  const secret = token("curator", "Ada again");
  await tab.fill("#token", secret);
  await tab.press("#token", "Enter");
  await tab.waitForURL(/signed-in/);
  await tab.close();
  await page.click(".saving button");
  await page.waitForFunction((id) => !document.getElementById("c-" + id).classList.contains("busy"), id);
  same(await stateOf(page, id), "deferred", "what was kept while the server was away");
}

// compare looks at the public server without a token.
async function compare(ada, before, made, merged, thing, into) {
  const want = [...made.accepted, ...made.edited, merged.claim].map((id) => base + "id/claim/" + id).sort();
  const found = await select(`PREFIX pl: <https://w3id.org/plenary#> SELECT DISTINCT ?c { ?d pl:decides ?c ; pl:decision ?s FILTER(?s IN (pl:Accepted, pl:Edited)) ?c a pl:Claim }`);
  same(found.map((row) => row.c.value).sort(), want, "claims by SPARQL");
  const ours = await select(`PREFIX pl: <https://w3id.org/plenary#> SELECT ?c { ?c a pl:Claim ; pl:rule ?r }`);
  same(ours.map((row) => row.c.value).filter((iri) => before.some((c) => c.iri === iri)).sort(), want, "proposed claims by SPARQL");
  const changes = await (await fetch(base + "changes?since=0&limit=1000", { headers: { Accept: "application/json" } })).text();
  const patches = await (await fetch(base + "changes?since=1&limit=1000", { headers: { Accept: "application/rdf-patch" } })).text();
  for (const c of before) {
    const accepted = want.includes(c.iri);
    const answer = await fetch(c.iri.replace("/id/", "/doc/"), { headers: { Accept: "text/turtle" } });
    same(answer.status, accepted ? 200 : 404, `document of ${c.claim}`);
    const undone = made.undone.includes(c.claim);
    check(patches.includes(c.claim) === (accepted || undone), `${c.claim} in /changes`);
  }
  check(changes.includes("accept"), "messages in /changes");
  const edited = await select(`SELECT ?o { GRAPH ?g { <${base}id/claim/${made.edited[0]}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ?o } }`);
  check(edited[0]?.o.value.endsWith(", as edited"), `the edit by SPARQL: ${JSON.stringify(edited)}`);
  const away = await fetch(thing.value, { redirect: "manual" });
  const on = await fetch(thing.value.replace("/id/", "/doc/"), { redirect: "manual" });
  check([303, 308].includes(away.status) && (on.status === 308 || on.headers.get("location") === into), `the new thing leads to the published one: ${away.status}, ${on.status}`);
  for (const c of before.filter((c) => made.rejected.includes(c.claim))) {
    const page = await (await fetch(base + "sparql?query=" + encodeURIComponent(`ASK { { <${c.iri}> ?p ?o } UNION { ?s ?p <${c.iri}> } }`), { headers: { Accept: "application/sparql-results+json" } })).json();
    same(page.boolean, false, `${c.claim}, which was rejected, by SPARQL`);
  }
}

// otherwise looks at every page, in each width and scheme.
async function otherwise(signed, ada) {
  const document = (await api(ada)("documents")).said.documents[0].document;
  const claim = (await api(ada)("claims")).said.claims[0].claim;
  const pages = { overview: "review", desk: `review/claims?document=${document}`, all: `review/claims?document=${document}&state=all`, queue: "review/claims?marked=duplicate&state=all", claim: "review/claims/" + claim, report: "review/report", "desk-fr": `review/claims?document=${document}&lang=fr` };
  let looked = 0;
  for (const width of [390, 1400]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await signIn(ada, { viewport: { width, height: 900 }, colorScheme });
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(base + path, { waitUntil: "load" });
        looked += await look(page, `${name}-${width}-${colorScheme}`);
      }
      for (const [key, name] of Object.entries({ "?": "keys", "*": "choose", e: "edit", t: "turtle" })) {
        await page.goto(base + pages.desk, { waitUntil: "load" });
        await page.keyboard.press(key);
        await page.waitForSelector("dialog");
        await sleep(300);
        looked += await look(page, `${name}-${width}-${colorScheme}`);
      }
      await page.goto(base + "review/claims");
      await page.locator(".deskbar form button").click();
      await page.waitForSelector("#token");
      looked += await look(page, `signin-${width}-${colorScheme}`);
      await page.context().close();
    }
  }
  console.log(`${looked} views of the desk`);
}

// withoutScripts decides by forms alone.
async function withoutScripts(ada, id) {
  const page = await signIn(ada, { javaScriptEnabled: false });
  const says = async (text) => check((await page.textContent("main")).includes(text), `without scripts the page does not say ${text}`);
  await page.goto(base + "review/claims?state=all");
  await page.locator(`#c-${id} button`, { hasText: "Accept" }).click();
  await says("1 accepted and published.");
  await page.locator(".message button", { hasText: "Undo" }).click();
  await says("1 undone.");
  await page.locator(`#c-${id} input[type=checkbox]`).check();
  await page.fill("#reason", "by form");
  await page.locator(".tools button", { hasText: "Defer" }).click();
  await says("1 deferred.");
  await page.locator(`#c-${id} a.n`).click();
  await says("by form");
  await page.locator(".deskbar form button").click();
  check(await page.isVisible("#token"), "signed out without scripts");
  await page.context().close();
}

// report compares the figures of the API with those of the command.
async function report(ada) {
  const { all, documents, rules } = (await api(ada)("report")).said;
  const row = (of, r) => [of, r.name, r.claims, ...["pending", "deferred", "accepted", "edited", "rejected", "retracted"].map((state) => r.by_state[state]), r.confidence.toFixed(2), r.agreement?.toFixed(2) ?? "", r.calibrated?.toFixed(2) ?? ""].join();
  const want = run("report", "--data", store, "--format", "csv").trim().split("\n").slice(1).map((line) => line.split(",").slice(0, -1).join());
  same([row("all", all), ...documents.map((r) => row("document", r)), ...rules.map((r) => row("rule", r))], want, "the report");
}

// --- many claims, by the clock ---

const numbers = ["nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const spelt = (n) => String(n).split("").map((d) => numbers[d]).join(" ");

async function measure() {
  const folder = join(work, "many");
  mkdirSync(folder);
  const text = readFileSync(release, "utf8"), about = JSON.parse(readFileSync(release.replace(/\.txt$/, ".json"), "utf8"));
  for (let i = 0; i < many; i++) {
    const name = `release-${i}`;
    writeFileSync(join(folder, name + ".txt"), `Release number ${spelt(i)}.\n\n${text}\n\nEnd of number ${spelt(i)}.\n`);
    writeFileSync(join(folder, name + ".json"), JSON.stringify({ ...about, file: name + ".txt", title: `Number ${i}: ${about.title}`, address: `https://example.org/release/${i}` }));
  }
  writeFileSync(join(folder, "long.txt"), Array.from({ length: 6 }, (_, i) => `Part ${spelt(i)}.\n\n${text}`).join("\n\n"));
  writeFileSync(join(folder, "long.json"), JSON.stringify({ ...about, file: "long.txt", title: "A long release", address: "https://example.org/long" }));
  run("ingest", "--data", store, "--base", base, folder);
  const secret = token("curator", "Ada");
  await serve();
  const ask = api(secret);
  const all = (await ask("claims")).said.total;
  const documents = (await ask("documents")).said.documents.sort((a, b) => b.claims - a.claims);
  console.log(`${all} claims wait in ${documents.length} documents; the longest has ${documents[0].claims}`);
  const page = await signIn(secret);
  for (const [name, path] of Object.entries({ overview: "review", queue: "review/claims", "longest document": "review/claims?document=" + documents[0].document })) {
    const paints = [];
    for (let i = 0; i < 5; i++) {
      await page.goto(base + path, { waitUntil: "load" });
      await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
      paints.push(await page.evaluate(() => Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime)));
    }
    console.log(`${name}: first paint after ${paints.sort((a, b) => a - b)[2]} ms, at most ${paints[4]}`);
  }
  await keys(page);
  const waiting = [];
  for (let n = 1; waiting.length < 1000; n++) waiting.push(...(await ask("claims?state=pending&page=" + n)).said.claims);
  const order = { action: "accept", partial: true, claims: waiting.slice(0, 1000).map(({ claim, seen }) => ({ claim, seen })) };
  const started = performance.now();
  const done = (await ask("decisions", order)).said;
  console.log(`1,000 claims accepted at once in ${Math.round(performance.now() - started)} ms, ${done.refused.length} of them left out`);
  check(done.decided.length + done.refused.length === 1000, "not all of them are accounted for");
  await stop();
}

// keys presses keys on the longest document and times when the page has answered.
async function keys(page) {
  for (const key of ["n", "x", "p", "t", "Escape", "?", "Escape", "e", "Escape", "*", "Escape", "a", "r", "d", "u"]) {
    const times = [];
    for (let i = 0; i < 10; i++) {
      times.push(await page.evaluate((key) => new Promise((resolve) => {
        const started = performance.now();
        if (key === "Escape") document.querySelector("dialog")?.close();
        else document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
      }), key));
      if ("te?*".includes(key)) await page.evaluate(() => document.querySelector("dialog")?.close());
    }
    times.sort((a, b) => a - b);
    if (key !== "Escape") console.log(`key ${key}: ${Math.round(times[5])} ms, at most ${Math.round(times[9])}`);
  }
  const started = performance.now();
  await settled(page);
  console.log(`the last of them is written ${Math.round(performance.now() - started)} ms later`);
}

try {
  if (many > 0) await measure();
  else await reviewByKeys();
} catch (failure) {
  check(false, failure.stack);
} finally {
  await browser.close();
  await stop();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${basename(release)}: ${failures} failures`);
process.exit(failures ? 1 : 0);

// YASGUI in Chromium on a page of another origin: it asks the endpoint, and shows
// the table. With the editor built (make web), the same at /sparql itself.

import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const require = createRequire(process.env.NODE_PATH + "/");
const { chromium } = require("playwright-core");
const [base] = process.argv.slice(2);
let failed = 0;

function want(what, found, expected) {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  failed = 1;
  console.log(`YASGUI: ${what}: ${JSON.stringify(found)}, want ${JSON.stringify(expected)}`);
}

const query = "PREFIX pl: <https://w3id.org/plenary#> SELECT ?m { ?m a pl:Summit } ORDER BY ?m";
const page = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/yasgui.min.css"><div id="here"></div><script src="/yasgui.min.js"></script>
<script>new Yasgui(document.getElementById("here"), { requestConfig: { endpoint: ${JSON.stringify(`${base}sparql`)} }, yasqe: { value: ${JSON.stringify(query)} }, persistenceId: null });</script>`;
const server = createServer(async (request, answer) => {
  const name = request.url.slice(1);
  if (!/^yasgui\.min\.(js|css)$/.test(name)) return answer.setHeader("Content-Type", "text/html").end(page);
  answer.setHeader("Content-Type", (name.endsWith("js") ? "text/javascript" : "text/css") + "; charset=utf-8");
  answer.end(await readFile(join(process.env.NODE_PATH, "@zazuko/yasgui/build", name)));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

// ask opens a page, has its query answered, and returns what the browser said.
async function ask(address) {
  const tab = await browser.newPage();
  const said = [];
  tab.on("console", (m) => m.type() === "error" && said.push(m.text()));
  tab.on("pageerror", (e) => said.push(e.message));
  await tab.goto(address);
  await tab.locator(".yasqe_queryButton").click();
  await tab.locator(".yasr table tbody tr").first().waitFor();
  return { tab, said };
}

const elsewhere = await ask(`http://127.0.0.1:${server.address().port}/`);
want("rows on another origin", await elsewhere.tab.locator(".yasr .yasr_response_chip").innerText().then((t) => /^51 results/.test(t)), true);
want("the console there", elsewhere.said, []);

if ((await (await fetch(`${base}sparql`, { headers: { accept: "text/html" } })).text()).includes("/assets/editor.js")) {
  const { tab, said } = await ask(`${base}sparql`);
  want("the form is replaced", await tab.locator("form.query").isVisible(), false);
  await tab.locator("details summary").nth(1).click();
  await tab.locator("a[data-query]").nth(1).click();
  await tab.locator(".tabPanel.active .yasr table tbody tr").first().waitFor();
  await tab.evaluate(() => {
    const editor = document.querySelector(".tabPanel.active .CodeMirror").CodeMirror;
    editor.setValue("SELECT * {\n ?x a Meetin");
    editor.focus();
    editor.setCursor(1, 13);
  });
  await tab.keyboard.type("g");
  want("classes", await tab.locator(".CodeMirror-hints li").first().waitFor().then(() => tab.locator(".CodeMirror-hints li").allInnerTexts()), ["pl:BilateralMeeting", "pl:Meeting", "pl:MinisterialMeeting"]);
  want("the console here", said, []);
}
await browser.close();
server.close();
process.exit(failed);

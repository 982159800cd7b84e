// The editor of queries at /sparql: puts YASGUI where the form stands. The form
// stays when anything of it fails.

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";

const form = document.querySelector("form.query");
const endpoint = new URL(form.action).href;
const longest = 16000; // characters of a query that is asked by GET, whose answers may be kept

// The policy of the page takes no style from a script but as a constructed sheet:
// this is how the handles of columns get theirs.
const append = document.head.appendChild.bind(document.head);
const adopted = new Set();
document.head.appendChild = (node) => {
  if (!(node instanceof HTMLStyleElement)) return append(node);
  const text = node.textContent;
  if (!adopted.has(text) && !text.startsWith("*")) { // a cursor for all would stay
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
    adopted.add(text);
  }
  return node;
};

// Prefixes that this server knows without a declaration.
async function readPrefixes() {
  const context = (await (await fetch(new URL("ontology/context.jsonld", endpoint))).json())["@context"];
  const names = Object.entries(context).filter(([name, iri]) => typeof iri === "string" && /^https?:.*[#/]$/.test(iri) && !name.startsWith("@"));
  return Object.fromEntries(names);
}

// Classes and properties that have things or triples, by VoID.
async function readTerms() {
  const terms = { class: [], property: [] };
  const text = await (await fetch(new URL("void.nt", endpoint))).text();
  for (const [, kind, iri] of text.matchAll(/<http:\/\/rdfs\.org\/ns\/void#(class|property)> <([^>]*)> \.$/gm)) terms[kind].push(iri);
  return terms;
}

// shorten writes an IRI with a prefix where one fits.
function shorten(iri, prefixes) {
  for (const [name, start] of Object.entries(prefixes)) {
    if (iri.startsWith(start) && /^[\w-]+$/.test(iri.slice(start.length))) return `${name}:${iri.slice(start.length)}`;
  }
  return `<${iri}>`;
}

// complete offers the terms of a kind whose short form begins with, or else has,
// what was typed.
function complete(kind, terms, prefixes) {
  const short = terms[kind].map((iri) => shorten(iri, prefixes)).sort();
  Yasgui.Yasqe.forkAutocompleter(kind, {
    name: `plenary-${kind}`,
    autoShow: true,
    bulk: false,
    preProcessToken: (_, token) => token,
    postProcessSuggestion: (_, token, suggestion) => suggestion,
    get: (_, token) => {
      const typed = (token?.string ?? "").trim().toLowerCase();
      const begins = short.filter((s) => s.toLowerCase().startsWith(typed));
      return begins.length > 0 ? begins : short.filter((s) => s.toLowerCase().includes(typed.replace(/^\w*:/, "")));
    },
  });
}

function start(place, prefixes) {
  return new Yasgui(place, {
    persistenceId: `plenary ${endpoint}`,
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [], renderItem: () => {} },
    requestConfig: {
      endpoint,
      method: (yasgui) => (yasgui.getTab().getQuery().length < longest ? "GET" : "POST"),
    },
    yasqe: {
      value: form.query.value,
      autocompleters: ["variables", "plenary-class", "plenary-property"],
      prefixCcApi: null,
      createShareableLink: (yasqe) => `${endpoint}?${new URLSearchParams({ query: yasqe.getValue() })}`,
    },
    yasr: { prefixes: (yasr) => ({ ...prefixes, ...yasr.yasqe?.getPrefixesFromQuery() }) },
  });
}

// declare adds the declarations that a query lacks: this server needs none, but
// the editor and other servers do.
function declare(tab, prefixes) {
  const yasqe = tab.getYasqe();
  const declared = yasqe.getPrefixesFromQuery();
  const bare = tab.getQuery().replace(/<[^>\s]*>|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|#.*$/gm, " ");
  const used = bare.matchAll(/(?<![\w?$@-])([A-Za-z][\w-]*):/g);
  const lacking = [...used].map(([, name]) => name).filter((name) => prefixes[name] && !declared[name]);
  yasqe.addPrefixes(Object.fromEntries(lacking.map((name) => [name, prefixes[name]])));
}

// ask opens a tab with a query, and has it answered.
function ask(editor, query, prefixes) {
  const tab = editor.addTab(true, { yasqe: { value: query } }, { avoidDuplicateTabs: true });
  declare(tab, prefixes);
  tab.query().catch(() => {}); // the tab shows what is wrong
}

async function main() {
  const [prefixes, terms] = await Promise.all([readPrefixes(), readTerms()]);
  for (const kind of Object.keys(terms)) complete(kind, terms, prefixes);
  const place = document.createElement("div");
  place.className = "editor";
  form.before(place);
  const editor = start(place, prefixes);
  declare(editor.getTab(), prefixes);
  for (const event of ["queryBefore", "autocompletionClose"]) editor.on(event, (_, tab) => declare(tab, prefixes));
  for (const part of [form, document.querySelector("section.answer")]) if (part) part.hidden = true;
  if (new URLSearchParams(location.search).has("query")) ask(editor, form.query.value, prefixes);
  for (const link of document.querySelectorAll("a[data-query]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      ask(editor, link.dataset.query, prefixes);
      place.scrollIntoView();
    });
  }
}

main().catch((problem) => {
  console.error(problem);
  document.querySelector(".editor")?.remove();
  for (const part of document.querySelectorAll("form.query, section.answer")) part.hidden = false;
});

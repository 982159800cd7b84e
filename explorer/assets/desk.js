// The keyboard of the review desk. The page is whole without it: its forms do the
// same, slower. A decision is shown at once and sent behind those before it; what
// cannot be sent is kept until it can.
const desk = document.getElementById("desk");
const words = JSON.parse(document.getElementById("desk-words").textContent);
const say = (key, ...args) => args.reduce((text, arg) => text.replace("%s", arg), words[key] ?? key);
const { api, search } = desk.dataset;
const rows = [...desk.querySelectorAll(".claim")];
const byID = new Map(rows.map((row) => [idOf(row), row]));
const pane = document.getElementById("text");
const marksOf = new Map();
for (const mark of pane?.querySelectorAll("mark") ?? []) {
  for (const id of mark.dataset.claims.split(" ")) marksOf.set(id, [...(marksOf.get(id) ?? []), mark]);
}
const actions = { pending: ["accept", "reject", "defer"], deferred: ["accept", "reject", "undo"], rejected: ["accept", "undo"], retracted: ["undo"] };
const makes = { accept: "accepted", edit: "edited", reject: "rejected", defer: "deferred", retract: "retracted" };
const earlier = desk.dataset.undo.split(" ").filter(Boolean).map((decision) => ({ decision, changes: [] })); // not undone

let token = desk.dataset.token;
let current = -1;
let keysOn = localStorage.getItem("plenary-desk-keys") !== "off";
const queue = []; // jobs that are not answered, the first one is being sent
let stopped = false; // until the curator signs in again, or the server answers again

function idOf(row) { return row.id.slice(2); }
const waits = (state) => state === "pending" || state === "deferred";
const reason = () => document.getElementById("reason")?.value.trim() ?? "";

// element makes an element with properties and children.
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// --- where one is ---

function go(i, moves = true) {
  if (i < 0 || i >= rows.length) return;
  if (current >= 0) {
    rows[current].classList.remove("current");
    for (const mark of marksOf.get(idOf(rows[current])) ?? []) mark.classList.remove("on");
  }
  current = i;
  const row = rows[i];
  row.classList.add("current");
  row.tabIndex = -1;
  if (moves) {
    row.focus({ preventScroll: true });
    reveal(row);
  }
  const marks = marksOf.get(idOf(row)) ?? [];
  for (const mark of marks) mark.classList.add("on");
  if (marks.length > 0) {
    const at = marks[0].getBoundingClientRect(), frame = pane.getBoundingClientRect();
    if (at.top < frame.top + 20 || at.bottom > frame.bottom - 20) pane.scrollTop += at.top - frame.top - frame.height / 3;
  }
}

// reveal scrolls as little as shows a row below the tools.
function reveal(row) {
  const top = desk.querySelector(".tools")?.offsetHeight ?? 0;
  const at = row.getBoundingClientRect();
  if (at.top < top + 8) scrollBy({ top: at.top - top - 60, behavior: "instant" });
  else if (at.bottom > innerHeight - 30) scrollBy({ top: at.bottom - innerHeight + 90, behavior: "instant" });
}

function step(by) {
  if (current < 0) return go(0);
  if (current + by >= rows.length) {
    const next = desk.querySelector(".pager [rel=next]");
    if (next && queue.length === 0) location.href = next.href;
    return tell(say("end"));
  }
  go(current + by);
}

// onward goes to the next claim that waits.
function onward() {
  const i = rows.findIndex((row, i) => i > current && waits(row.dataset.state));
  if (i >= 0) go(i);
  else tell(say("end"));
}

// --- what a row shows ---

function show(row, state, seen, by = "") {
  const before = row.dataset.state;
  row.dataset.state = state;
  if (seen !== undefined) row.dataset.seen = seen;
  row.classList.replace(before, state);
  row.querySelector(".state").textContent = say("state." + state) + by;
  const acts = row.querySelector(".acts");
  acts.replaceChildren(...(actions[state] ?? ["undo", "retract"]).map((action) =>
    element("button", { className: "plain", name: "one", value: `${action} ${idOf(row)} ${row.dataset.seen}`, textContent: say("do." + action) })), acts.lastElementChild);
  row.querySelector("input").value = `${idOf(row)} ${row.dataset.seen}`;
  if (waits(before) !== waits(state)) count(waits(state) ? -1 : 1);
  for (const mark of marksOf.get(idOf(row)) ?? []) {
    mark.classList.toggle("done", mark.dataset.claims.split(" ").every((id) => !waits(byID.get(id).dataset.state)));
  }
}

function count(more) {
  const all = document.getElementById("progress").dataset;
  all.decided = Number(all.decided) + more;
  document.querySelector("#progress .n").textContent = say("progress", Number(all.decided).toLocaleString(document.documentElement.lang), Number(all.of).toLocaleString(document.documentElement.lang));
  document.querySelector("#progress .have").setAttribute("width", Math.floor(100 * all.decided / all.of));
}

function explain(row, text) {
  row.querySelector(".why-not")?.remove();
  if (text) row.append(element("p", { className: "why-not", textContent: text }));
}

const saving = element("p", { className: "saving" });
saving.setAttribute("role", "status");
document.body.append(saving);
let quiet;
function tell(text, ...more) {
  clearTimeout(quiet);
  saving.replaceChildren(...(text ? [text, ...more] : []));
  if (more.length === 0) quiet = setTimeout(() => saving.replaceChildren(), 6000);
}

// --- sending ---

async function ask(path, body) {
  const headers = { Accept: "application/json", "X-Form-Token": token };
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(api + path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error([said.detail || said.title || answer.statusText, said.hint].filter(Boolean).join("\n")), { status: answer.status });
  return said;
}

// enqueue sends an order behind those before it. Its rows show what it leads to
// already; when it fails they show what is there.
function enqueue(order, changed, options = {}) {
  const job = { order, rows: changed, changes: changed.map((row) => ({ row, state: row.dataset.state, seen: row.dataset.seen })), ...options };
  job.answer = new Promise((resolve, reject) => { job.resolve = resolve; job.reject = reject; });
  job.answer.catch(() => {}); // told where it happens
  for (const row of changed) {
    row.classList.add("busy");
    explain(row, "");
  }
  queue.push(job);
  if (queue.length === 1) pump();
  return job;
}

async function pump() {
  while (queue.length > 0 && !stopped) {
    const job = queue[0];
    try {
      const body = job.order();
      const answer = body && await ask("decisions", body);
      queue.shift();
      if (answer) settle(job, answer);
      job.resolve(answer);
    } catch (failure) {
      if (!failure.status || failure.status === 401 || failure.status >= 500 || failure.status === 429) return stop(failure);
      queue.shift();
      await fail(job, failure);
      job.reject(failure);
    }
    for (const row of job.rows) if (!queue.some((other) => other.rows.includes(row))) row.classList.remove("busy");
  }
}

function settle(job, answer) {
  job.decision = answer.decision;
  if (job.rows.length === 0) tell(say("saved")); // it was about claims of another page
  for (const { claim, state, seen } of answer.decided) {
    const row = byID.get(claim);
    if (!row) continue;
    row.dataset.seen = seen;
    if (!queue.some((other) => other.rows.includes(row))) show(row, state, seen);
  }
  for (const { claim, because } of answer.refused) {
    const row = byID.get(claim), before = job.changes.find((change) => change.row === row);
    if (!row) continue;
    show(row, before.state, before.seen);
    explain(row, say("refused", because.join("; ")));
  }
}

// fail puts rows back, as they are on the server now, and says why.
async function fail(job, failure) {
  for (let i = queue.length - 1; i >= 0; i--) { // what was to follow on these rows is void
    if (queue[i].rows.some((row) => job.rows.includes(row))) queue.splice(i, 1)[0].reject(failure);
  }
  for (const { row, state, seen } of job.changes) show(row, state, seen);
  for (const row of job.rows.slice(0, 50)) {
    try {
      const now = await ask("claims/" + idOf(row));
      if (now.seen !== row.dataset.seen) {
        show(row, now.state, now.seen, now.last ? ", " + now.last.told : "");
        explain(row, say("conflict", now.last?.told ?? say("state.pending")));
      } else if (job.rows.length === 1) explain(row, failure.message);
    } catch { /* the message stands */ }
    row.classList.remove("busy");
  }
  if (job.rows.length !== 1) tell(failure.message);
}

// stop keeps what is unsent until the server can be reached and knows the curator.
function stop(failure) {
  stopped = true;
  const again = element("button", { type: "button", className: "plain", textContent: say("retry") });
  again.addEventListener("click", resume);
  const more = [" ", again];
  if (failure.status === 401) more.push(" ", element("a", { href: api.replace(/\/api\/$/, ""), target: "_blank", textContent: say("signin") }));
  tell(say(failure.status === 401 ? "signin.why" : "offline", queue.length), ...more);
}

async function resume() {
  try {
    token = (await ask("session")).form_token ?? token;
    for (const field of document.querySelectorAll("input[name=form_token]")) field.value = token;
    stopped = false;
    tell(say("saved"));
    await pump();
  } catch (failure) {
    stop(failure);
  }
}

addEventListener("beforeunload", (event) => { if (queue.length > 0) event.preventDefault(); });

// --- deciding ---

// can tells whether a decision is possible on a row as it stands.
function can(row, action) {
  const possible = actions[row.dataset.state] ?? ["undo", "retract"];
  return possible.includes(action === "edit" ? "accept" : action);
}

// decide shows a decision on rows at once, and sends it.
function decide(action, chosen, options = {}) {
  const fit = chosen.filter((row) => can(row, action));
  if (fit.length === 0) return tell(say("nothing"));
  if (action === "retract" && !reason()) {
    document.getElementById("reason").focus();
    return tell(say("reason"));
  }
  const why = reason();
  const job = enqueue(() => ({
    action, reason: why, lang: document.documentElement.lang, partial: fit.length > 1, statement: options.statement, mergers: options.mergers,
    claims: fit.map((row) => ({ claim: idOf(row), seen: row.dataset.seen })),
  }), fit);
  if (action !== "undo") {
    earlier.push(job);
    if (!options.statement && !options.mergers) for (const row of fit) show(row, makes[action]);
  }
  choose(rows, false);
  return job;
}

// undo takes the last decision back that was made here and is not undone.
function undo() {
  const last = earlier.pop();
  if (!last) return tell(say("nothing"));
  const changed = last.changes.map((change) => change.row);
  enqueue(() => last.decision && { action: "undo", decision: last.decision, lang: document.documentElement.lang }, changed);
  for (const { row, state, seen } of last.changes) show(row, state, seen);
  if (changed.length > 0) go(rows.indexOf(changed[0]));
}

function choose(which, on) {
  for (const row of which) {
    row.querySelector("input").checked = on;
    row.classList.toggle("chosen", on);
  }
  tally();
}
const chosenRows = () => rows.filter((row) => row.querySelector("input").checked);
function tally() {
  const n = chosenRows().length;
  const at = document.getElementById("chosen");
  at.hidden = n === 0;
  at.textContent = say("chosen", n);
}

desk.addEventListener("submit", (event) => {
  const { name, value } = event.submitter ?? {};
  if (document.getElementById("everything")?.checked && name === "action") return; // the form does that
  event.preventDefault();
  const [action, id] = (value ?? "").split(" ");
  if (name === "one") {
    go(rows.indexOf(byID.get(id)));
    decide(action, [byID.get(id)]);
  } else if (name === "action") decide(action, chosenRows());
});
desk.addEventListener("change", (event) => {
  if (event.target.name !== "claim") return;
  event.target.closest(".claim").classList.toggle("chosen", event.target.checked);
  tally();
});
desk.addEventListener("click", (event) => {
  const row = event.target.closest(".claim");
  if (row && !event.target.closest("a, button, input")) go(rows.indexOf(row));
});
pane?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const id = link ? link.hash.slice(3) : event.target.closest("mark")?.dataset.claims.split(" ")[0];
  if (!byID.has(id)) return;
  event.preventDefault();
  go(rows.indexOf(byID.get(id)));
});

// --- dialogs ---

// dialog opens a box with a title; it is gone when it is closed.
function dialog(title, ...children) {
  const back = document.activeElement;
  const box = element("dialog", {}, element("h2", { id: "dialog-title", textContent: title }), ...children);
  box.setAttribute("aria-labelledby", "dialog-title");
  box.addEventListener("close", () => { box.remove(); back?.focus({ preventScroll: true }); });
  document.body.append(box);
  box.showModal();
  return box;
}
const closing = (box) => {
  const button = element("button", { type: "button", className: "plain", textContent: say("close"), autofocus: true });
  button.addEventListener("click", () => box().close());
  return button;
};

// later runs the last of several calls, when they have come to an end.
function later(run, wait = 200) {
  let timer;
  return (...args) => { clearTimeout(timer); timer = setTimeout(() => run(...args), wait); };
}

function turtleOf(row, statement) {
  const order = { action: statement ? "edit" : "accept", claims: [{ claim: idOf(row), seen: row.dataset.seen }], statement };
  return ask("preview", order).then((said) => said.turtle, (failure) => failure.message);
}

function showTurtle(row) {
  const code = element("pre", { tabIndex: 0, textContent: "…" });
  const box = dialog(say("turtle"), code, element("div", { className: "ends" }, closing(() => box)));
  turtleOf(row).then((text) => { code.textContent = text; });
}

function edit(row) {
  if (!can(row, "edit")) return tell(say("nothing"));
  const fields = ["s", "p", "o"].map((part) => element("input", { id: "edit-" + part, value: row.dataset[part], autocomplete: "off" }));
  const code = element("pre", { tabIndex: 0 });
  const message = element("p", { className: "why-not" });
  message.setAttribute("role", "alert");
  const statement = () => ({ subject: fields[0].value, predicate: fields[1].value, object: fields[2].value });
  const form = element("form", { method: "dialog" }, ...["subject", "predicate", "object"].flatMap((name, i) => [element("label", { htmlFor: fields[i].id, textContent: say(name) }), fields[i]]),
    message, code, element("div", { className: "ends" }, element("button", { textContent: say("edit.do") }), closing(() => box)));
  const box = dialog(say("edit"), form);
  const preview = later(async () => { code.textContent = await turtleOf(row, statement()); });
  form.addEventListener("input", preview);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const job = decide("edit", [row], { statement: statement() });
    if (!job) return box.close();
    try {
      await job.answer;
      box.close();
      location.hash = "";
      row.querySelector(".object").textContent = fields[2].value;
      onward();
    } catch (failure) {
      earlier.splice(earlier.indexOf(job), 1);
      explain(row, "");
      message.textContent = failure.message; // what was typed stays
    }
  });
  fields[2].focus();
  fields[2].select();
}

function merge(row) {
  const things = (row.dataset.new ?? "").split(" ").filter(Boolean);
  if (things.length === 0 || !can(row, "accept")) return tell(say("merge.nothing"));
  const which = element("select", { id: "merge-thing" }, ...things.map((iri) => element("option", { value: iri, textContent: nameOf(row, iri) })));
  const into = element("input", { id: "merge-into", autocomplete: "off", value: nameOf(row, things[0]) });
  const offers = element("div", { className: "offer" });
  const message = element("p", { className: "why-not" });
  message.setAttribute("role", "alert");
  const form = element("form", { method: "dialog" }, element("label", { htmlFor: which.id, textContent: say("merge.thing") }), which,
    element("label", { htmlFor: into.id, textContent: say("merge.into") }), into, offers, message, element("div", { className: "ends" }, closing(() => box)));
  const box = dialog(say("merge"), form);
  const choose = async (iri) => {
    const job = decide("accept", [row], { mergers: [{ new: which.value, into: iri }] });
    if (!job) return box.close();
    try {
      await job.answer; // other claims are about the published thing now
      const next = rows.find((other, i) => i > current && waits(other.dataset.state)) ?? row;
      sessionStorage.setItem("plenary-desk-at", idOf(next));
      location.reload();
    } catch (failure) {
      earlier.splice(earlier.indexOf(job), 1);
      explain(row, "");
      message.textContent = failure.message; // what was typed stays
    }
  };
  const look = later(async () => {
    const found = await fetch(`${search}?limit=8&q=${encodeURIComponent(into.value)}`, { headers: { Accept: "application/json" } }).then((answer) => answer.json()).catch(() => ({}));
    offers.replaceChildren(...(found.items ?? []).map((thing) => {
      const button = element("button", { type: "button", className: "plain", textContent: [thing.label, ...(thing.types ?? []).map((type) => type.replace(/^.*[#/:]/, ""))].join(" · "), title: thing.iri });
      button.addEventListener("click", () => choose(thing.iri));
      return button;
    }));
  });
  which.addEventListener("change", () => { into.value = nameOf(row, which.value); look(); });
  into.addEventListener("input", look);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (into.value.includes("/")) choose(into.value);
    else offers.querySelector("button")?.click();
  });
  look();
  into.focus();
  into.select();
}
const headingOf = (row) => row.closest("section").querySelector("h2").firstChild.textContent.trim();
const nameOf = (row, iri) => (iri.endsWith(row.dataset.s) ? headingOf(row) : row.querySelector(".object").textContent);

function chooseMany() {
  const row = rows[Math.max(current, 0)];
  if (!row) return;
  const groups = [
    ["r", "same.rule", (other) => other.dataset.rule === row.dataset.rule, row.dataset.rule],
    ["k", "same.kind", (other) => other.dataset.kind === row.dataset.kind, row.querySelector(".property").textContent],
    ["c", "same.confidence", (other) => Number(other.dataset.confidence) >= Number(row.dataset.confidence), row.dataset.confidence],
    ["g", "same.thing", (other) => other.parentElement === row.parentElement, headingOf(row)],
    ["a", "all", () => true, rows.length],
    ["n", "none", () => false, ""],
  ];
  const take = (test) => { choose(rows, false); choose(rows.filter((other) => waits(other.dataset.state) && test(other)), true); box.close(); };
  const box = dialog(say("choose"), element("div", { className: "offer" }, ...groups.map(([key, name, test, arg]) => {
    const button = element("button", { type: "button", className: "plain" }, element("kbd", { textContent: key }), " " + say(name, arg));
    button.addEventListener("click", () => take(test));
    return button;
  })), element("div", { className: "ends" }, closing(() => box)));
  box.addEventListener("keydown", (event) => {
    const group = groups.find(([key]) => key === event.key);
    if (group) { event.preventDefault(); event.stopPropagation(); take(group[2]); }
  });
}

const keyList = [["n j ↓", "next"], ["p k ↑", "previous"], ["a", "accept"], ["e", "edit"], ["r", "reject"], ["d", "defer"], ["m", "merge"], ["u", "undo"], ["t", "turtle"], ["o", "open"],
  ["x", "choose.one"], ["*", "choose"], ["A R D", "choose.do"], ["w", "why"], ["f", "filter"], ["[ ]", "documents"], ["Home End", "ends"], ["?", "keys"]];

function help() {
  const on = element("input", { type: "checkbox", id: "keys-on", checked: keysOn });
  on.addEventListener("change", () => { keysOn = on.checked; localStorage.setItem("plenary-desk-keys", keysOn ? "on" : "off"); });
  const box = dialog(say("keys"), element("dl", { className: "keylist" }, ...keyList.flatMap(([keys, name]) => [
    element("dt", {}, ...keys.split(" ").flatMap((key, i) => i ? [" ", element("kbd", { textContent: key })] : [element("kbd", { textContent: key })])),
    element("dd", { textContent: say("key." + name) })])),
    element("label", { htmlFor: on.id }, on, " " + say("keys.on")), element("div", { className: "ends" }, closing(() => box)));
}

// --- keys ---

const keys = {
  n: () => step(1), j: () => step(1), ArrowDown: () => step(1), p: () => step(-1), k: () => step(-1), ArrowUp: () => step(-1),
  Home: () => go(0), End: () => go(rows.length - 1),
  a: (row) => decide("accept", [row]) && onward(), r: (row) => decide("reject", [row]) && onward(), d: (row) => decide("defer", [row]) && onward(),
  e: edit, m: merge, t: showTurtle, o: (row) => { location.href = row.querySelector("a.n").href; }, Enter: (row) => { location.href = row.querySelector("a.n").href; },
  x: (row) => { choose([row], !row.querySelector("input").checked); step(1); },
  A: () => decide("accept", chosenRows()), R: () => decide("reject", chosenRows()), D: () => decide("defer", chosenRows()),
};
const anywhere = {
  u: undo, "*": chooseMany, "?": help, w: () => document.getElementById("reason")?.focus(),
  f: () => { const filter = document.querySelector(".filter"); filter.open = true; filter.querySelector("select").focus(); },
  "[": () => document.getElementById("previous-document")?.click(), "]": () => document.getElementById("next-document")?.click(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
  if (event.key === "Escape" && typing && !event.target.closest("dialog")) { event.target.blur(); rows[current]?.focus(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn && event.key !== "?") return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (anywhere[event.key]) {
    event.preventDefault();
    return anywhere[event.key]();
  }
  const act = keys[event.key];
  if (!act || rows.length === 0) return;
  event.preventDefault();
  if (current < 0 && !["n", "j", "ArrowDown", "Home", "End", "A", "R", "D"].includes(event.key)) go(0);
  act(rows[Math.max(current, 0)]);
});

const helpButton = element("button", { type: "button", className: "keys plain" }, element("kbd", { textContent: "?" }), " " + say("keys"));
helpButton.addEventListener("click", help);
document.querySelector(".deskhead").append(helpButton);

for (const row of rows) if (!waits(row.dataset.state)) show(row, row.dataset.state, row.dataset.seen, row.querySelector(".state").textContent.slice(say("state." + row.dataset.state).length));
const kept = sessionStorage.getItem("plenary-desk-at");
sessionStorage.removeItem("plenary-desk-at");
const start = byID.get(kept) ?? byID.get(location.hash.slice(3));
go(start ? rows.indexOf(start) : Math.max(rows.findIndex((row) => waits(row.dataset.state)), 0), Boolean(start));

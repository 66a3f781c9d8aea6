// The page of `candor preview`. What it shows comes from this machine; all of it is set as text,
// but for the documents, which stand in frames that may run and load nothing.

const $ = (id) => document.getElementById(id);
const clone = (id) => $(id).content.cloneNode(true);

/** A word of the page, with what stands for its blanks; one of its forms, if there is an `n`. */
function word(name, blanks = {}) {
  const form = "n" in blanks ? `${name}.${new Intl.PluralRules("en").select(blanks.n)}` : name;
  const text = $("words").content.querySelector(`[data-word="${form}"]`).textContent;
  return text.replace(/\{(\w+)\}/g, (_, blank) => blanks[blank]);
}

/** What the preview shows; nothing, before it was heard of. */
let state = null;
/** The documents on show: each with its panel, its frame and the version that is in it. */
const shown = [];
/** The sentence that was asked about. */
let selected = null;

const frameStyle = fetch("/pieces.css").then((reply) => reply.text());

// Tabs, as the ARIA Authoring Practices have them.

function tabs(list) {
  const all = () => [...list.querySelectorAll("[role=tab]")];
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) activate(tab);
  });
  list.addEventListener("keydown", (event) => {
    const at = all().indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all().length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = all().at(to % all().length);
    activate(next);
    next.focus();
  });
}

function activate(tab) {
  for (const other of tab.closest("[role=tablist]").querySelectorAll("[role=tab]")) {
    other.setAttribute("aria-selected", String(other === tab));
    other.tabIndex = other === tab ? 0 : -1;
    $(other.getAttribute("aria-controls")).toggleAttribute("data-shown", other === tab);
  }
  tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  const here = shown.find((one) => one.panel.id === tab.getAttribute("aria-controls"));
  if (here) load(here);
}

/** On a narrow screen, which half is shown. */
function view(name) {
  document.documentElement.dataset.view = name;
  for (const button of document.querySelectorAll(".views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
  }
}

// Documents.

/** Makes the tabs and panels of a pane those of the documents there are now. */
function arrange(pane, documents) {
  const [list, panels] = [$(`${pane}-tabs`), $(`${pane}-panels`)];
  for (const one of shown.filter((one) => one.pane === pane && !documents.some(({ name }) => name === one.name))) {
    shown.splice(shown.indexOf(one), 1);
    one.tab.remove();
    one.panel.remove();
  }
  for (const { name, law, title } of documents) {
    let one = shown.find((one) => one.pane === pane && one.name === name);
    if (!one) {
      const [tab, panel] = [clone("tab-template").firstElementChild, clone("panel-template").firstElementChild];
      const frame = panel.querySelector("iframe");
      one = { pane, name, tab, panel, frame, made: null, number: 0, turn: 0, ready: null };
      tab.id = `${pane}-tab-${shown.length}-${state.version}`;
      panel.id = `${pane}-panel-${shown.length}-${state.version}`;
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("aria-labelledby", tab.id);
      panel.querySelector(".banner button").addEventListener("click", () => {
        activate($("findings-tab"));
        view("beside");
        $("findings").focus();
      });
      shown.push(one);
      panels.append(panel);
    }
    one.tab.textContent = law ?? word("policy");
    one.tab.title = title;
    one.frame.title = title;
    one.number = state.documents.findIndex((document) => document.name === name);
    list.append(one.tab);
  }
  if (!list.querySelector("[aria-selected=true]") && list.firstElementChild) activate(list.firstElementChild);
}

/** The newest version of a document, put into its frame the first time it is looked at. */
function load(one) {
  one.ready ??= new Promise((resolve) => {
    const begin = async () => {
      listen(one);
      const sheet = new one.frame.contentWindow.CSSStyleSheet();
      sheet.replaceSync(await frameStyle);
      one.frame.contentDocument.adoptedStyleSheets = [sheet];
      resolve();
    };
    const loaded = one.frame.contentDocument?.readyState === "complete" && one.frame.contentDocument.URL.endsWith("/frame");
    if (loaded) begin();
    else one.frame.addEventListener("load", begin, { once: true });
  });
  return one.ready.then(() => (one.made === state.made ? 0 : fill(one)));
}

/** Fetches a document into its frame; the number of pieces that are new in it. */
async function fill(one) {
  const turn = ++one.turn;
  const reply = await fetch(`/document?number=${one.number}`);
  const text = await reply.text();
  // A later change may have been faster.
  if (!reply.ok || turn !== one.turn) return 0;
  // In the frame, whose policy allows a document its own style.
  const page = new one.frame.contentWindow.DOMParser().parseFromString(text, "text/html");
  // The frame has a policy of its own; each that is added would stay for good.
  page.querySelectorAll("meta[http-equiv], script, base").forEach((element) => element.remove());
  for (const link of page.querySelectorAll("a[href]:not([href^='#'])")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  const inside = one.frame.contentDocument;
  const before = one.made === null ? null : remember(inside);
  for (const name of ["lang", "dir"]) {
    inside.documentElement.setAttribute(name, page.documentElement.getAttribute(name) ?? "");
  }
  inside.documentElement.replaceChildren(inside.adoptNode(page.head), inside.adoptNode(page.body));
  one.made = Number(reply.headers.get("Candor-Made"));
  prepare(inside);
  return before ? restore(inside, before) : 0;
}

const pieces = (inside) => [...inside.querySelectorAll("[data-piece], body h1:not([data-piece])")];
const said = (piece) => piece.textContent.replace(/\s+/g, " ").trim();

/** Lets the keyboard reach the pieces: one stop for all of them, arrow keys between. */
function prepare(inside) {
  const hint = inside.importNode($("hint-template").content, true).firstElementChild;
  hint.id = "_hint";
  inside.body.append(hint);
  pieces(inside).forEach((piece, at) => {
    if (piece.hasAttribute("tabindex")) return;
    piece.tabIndex = at === 0 ? 0 : -1;
  });
}

/** What the frame says, and where the pieces that can be seen stand. */
function remember(inside) {
  const counts = new Map();
  const anchors = [];
  for (const piece of pieces(inside)) {
    const text = said(piece);
    const nth = counts.get(text) ?? 0;
    counts.set(text, nth + 1);
    const { top, bottom } = piece.getBoundingClientRect();
    if (bottom > 0 && top < inside.defaultView.innerHeight) anchors.push({ text, nth, top });
  }
  const section = [...inside.querySelectorAll("section[id]")].filter((one) => one.getBoundingClientRect().top <= 0).at(-1);
  const place = section && { id: section.id, top: section.getBoundingClientRect().top };
  return { counts, anchors, place, scroll: inside.defaultView.scrollY };
}

/** Scrolls a frame to where it was, whatever was added above; the number of pieces that are new. */
function restore(inside, before) {
  const all = new Map();
  for (const piece of pieces(inside)) {
    const text = said(piece);
    all.set(text, [...(all.get(text) ?? []), piece]);
  }
  const stay = (element, top) =>
    inside.defaultView.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
  inside.defaultView.scrollTo({ top: before.scroll, behavior: "instant" });
  if (before.scroll > 0) {
    const anchor = before.anchors.find(({ text, nth }) => all.get(text)?.[nth]);
    const section = before.place && inside.getElementById(before.place.id);
    if (anchor) stay(all.get(anchor.text)[anchor.nth], anchor.top);
    else if (section) stay(section, before.place.top);
  }
  let changes = 0;
  for (const [text, same] of all) {
    for (const piece of same.slice(before.counts.get(text) ?? 0)) {
      if (piece.querySelector("[data-piece]")) continue;
      piece.setAttribute("data-changed", "");
      changes += 1;
    }
  }
  return changes;
}

function listen(one) {
  const inside = one.frame.contentDocument;
  const piece = (event) => event.target.closest?.("[data-piece], h1");
  inside.addEventListener("click", (event) => {
    const here = piece(event);
    if (here && !event.target.closest("a, summary, button") && inside.getSelection().isCollapsed) ask(one, here);
  });
  inside.addEventListener("focusin", (event) => {
    const here = pieces(inside).find((piece) => piece === event.target);
    if (!here || here.getAttribute("tabindex") === "0") return;
    for (const other of pieces(inside)) {
      if (!other.matches("[role=region]")) other.tabIndex = other === here ? 0 : -1;
    }
  });
  inside.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-piece]")) event.target.setAttribute("aria-describedby", "_hint");
  });
  inside.addEventListener("keydown", (event) => {
    const all = pieces(inside);
    const at = all.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      ask(one, event.target);
    }
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (all[to]) {
      event.preventDefault();
      all[to].focus({ preventScroll: true });
      all[to].scrollIntoView({ block: "nearest" });
    }
  });
}

// Where a sentence comes from.

async function ask(one, piece, show = true) {
  select(one, piece);
  const number = piece.dataset.piece ?? "title";
  const reply = await fetch(`/origin.json?made=${one.made}&document=${one.number}&piece=${number}`);
  // There is a newer document; once it is in the frame, this is asked again.
  if (!reply.ok) return;
  answer(await reply.json());
  if (!show) return;
  activate($("origin-tab"));
  view("beside");
  $("origin").scrollTop = 0;
  $("origin").focus();
}

function select(one, piece) {
  for (const other of shown) {
    other.frame.contentDocument?.querySelectorAll("[data-selected]").forEach((old) => old.removeAttribute("data-selected"));
  }
  piece.setAttribute("data-selected", "");
  selected = { one, text: said(piece), piece };
}

function answer(origin) {
  $("how").hidden = true;
  $("answer").hidden = false;
  $("answer-old").hidden = state.fresh;
  $("answer-gone").hidden = true;
  $("answer-text").textContent = origin.text;
  $("declared").hidden = origin.declarations.length === 0;
  $("fixed").hidden = origin.declarations.length > 0;
  $("declarations").replaceChildren(...origin.declarations.map(spot));
  $("worded").hidden = origin.templates.length === 0;
  $("templates").replaceChildren(...origin.templates.map((name) => item(name)));
  $("asked").hidden = origin.requirements.length === 0;
  $("unasked").hidden = origin.requirements.length > 0;
  $("requirements").replaceChildren(...origin.requirements.map((name) => item(name)));
}

/** After a change: the same sentence again, if the document still says it. */
function askAgain() {
  if (!selected) return;
  const inside = selected.one.frame.contentDocument;
  const same = inside && pieces(inside).find((piece) => said(piece) === selected.text);
  if (same) return ask(selected.one, same, false);
  $("answer-gone").hidden = false;
  $("answer-old").hidden = true;
}

function back() {
  view("reading");
  if (!selected) return;
  const tab = selected.one.tab;
  if (tab.isConnected) activate(tab);
  if (selected.one.pane === "beside") view("beside");
  if (selected.piece.isConnected) {
    selected.piece.scrollIntoView({ block: "nearest" });
    selected.piece.focus({ preventScroll: true });
  }
}

function item(text) {
  const li = document.createElement("li");
  li.textContent = text;
  return li;
}

/** A place in a file, and its lines. */
function spot(place) {
  const part = document.createElement("div");
  part.append(clone("spot-template"));
  const name = `${place.file}:${place.line}:${place.column}`;
  const button = part.querySelector(".copy");
  button.textContent = name;
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(name);
    button.textContent = word("copied");
    setTimeout(() => (button.textContent = name), 1200);
  });
  const lines = part.querySelector(".lines");
  lines.setAttribute("aria-label", name);
  lines.setAttribute("role", "group");
  for (const { number, before, marked, after } of place.lines) {
    const line = clone("line-template");
    line.querySelector(".number").textContent = number;
    line.querySelector(".before").textContent = before;
    line.querySelector(".after").textContent = after;
    if (marked) line.querySelector("mark").textContent = marked;
    else line.querySelector("mark").remove();
    lines.append(line);
  }
  if (place.more) lines.append(word("more"));
  lines.hidden = place.lines.length === 0;
  return part;
}

// Findings.

const key = (finding) => `${finding.name} ${finding.message} ${finding.place?.file}`;

function listFindings() {
  const list = $("finding-list");
  const open = new Set([...list.children].filter((li) => li.querySelector("details").open).map((li) => li.dataset.key));
  const scroll = $("findings").scrollTop;
  list.replaceChildren(...state.findings.map(finding));
  for (const li of list.children) li.querySelector("details").open = open.has(li.dataset.key);
  $("findings").scrollTop = scroll;
  $("none").hidden = state.findings.length > 0;
  $("count").textContent = state.findings.length || "";
  $("count").dataset.severity = state.findings[0]?.severity ?? "";
}

function finding(data) {
  const li = clone("finding-template").firstElementChild;
  const find = (selector) => li.querySelector(selector);
  li.dataset.severity = data.severity;
  li.dataset.key = key(data);
  find(".severity").textContent = data.name ? `${data.severity}[${data.name}]` : data.severity;
  find(".message").textContent = data.message;
  if (data.place) find(".spot").append(spot(data.place));
  find(".labels").hidden = data.labels.length === 0;
  find(".labels").append(...data.labels.map(({ text, file, line, column }) => item(`${file}:${line}:${column} ${text}`)));
  for (const name of ["help", "fix"]) {
    find(`.${name}`).hidden = !data[name];
    find(`.${name} .text`).textContent = data[name] ?? "";
  }
  find(".laws").hidden = data.laws.length === 0;
  find(".laws").append(...data.laws.map((law) => item(law)));
  find(".show").hidden = data.pieces.length === 0;
  find(".show").addEventListener("click", () => showPiece(data.pieces));
  const details = find("details");
  details.hidden = !data.name;
  details.addEventListener("toggle", async () => {
    const pre = details.querySelector("pre");
    if (!details.open || pre.textContent) return;
    const reply = await fetch(`/finding?name=${data.name}`);
    // Wrapped for a terminal, it is unwrapped for a pane of any width.
    pre.textContent = reply.ok ? (await reply.text()).replace(/(\S)\n(?=\S)/g, "$1 ") : "";
  });
  return li;
}

/** Shows the sentence that a finding is about: in the document on show, if that has one. */
async function showPiece(places) {
  const reading = shown.filter((one) => one.pane === "reading");
  const current = reading.find((one) => one.tab.getAttribute("aria-selected") === "true");
  const [number, piece] = places.find(([number]) => number === current?.number) ?? places[0];
  const one = reading.find((one) => one.number === number);
  if (!one) return;
  activate(one.tab);
  view("reading");
  await load(one);
  const element = one.frame.contentDocument.querySelector(`[data-piece="${piece}"]`);
  if (!element) return;
  select(one, element);
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
}

// Hearing of changes.

function tell(kind, text) {
  $("status").dataset.kind = kind;
  $("status").textContent = text;
}

async function update() {
  const reply = await fetch("/state.json");
  const next = await reply.json();
  if (state && next.version === state.version) return report(0);
  state = next;
  const errors = state.findings.filter(({ severity }) => severity === "error").length;
  const title = state.documents[0]?.title ?? state.policy ?? "";
  document.title = word("title", { title: errors ? `${word("errors", { n: errors })}, ${title}` : title });
  if (state.documents.length) $("title").textContent = title;
  $("file").textContent = state.policy ?? "";
  $("nothing").toggleAttribute("data-shown", state.documents.length === 0);
  arrange("reading", state.documents);
  arrange("beside", state.documents.slice(1));
  listFindings();
  for (const { panel } of shown) {
    const banner = panel.querySelector(".banner");
    banner.hidden = state.fresh;
    banner.querySelector("span").textContent = word("banner", { n: Math.max(errors, 1) });
  }
  const looked = shown.filter((one) => one.ready);
  const counts = await Promise.all(looked.map(async (one) => [one, await load(one)]));
  const inReading = counts.filter(([one]) => one.pane === "reading").map(([, count]) => count);
  await askAgain();
  report(Math.max(0, ...inReading));
}

function report(changes) {
  if (!state.fresh) tell("stale", word(state.documents.length ? "stale" : "missing"));
  else tell("fresh", changes ? word("updated", { n: changes }) : word("fresh"));
}

tabs($("reading-tabs"));
tabs($("beside-tabs"));
$("back").addEventListener("click", back);
$("origin").addEventListener("keydown", (event) => {
  if (event.key === "Escape") back();
});
for (const button of document.querySelectorAll(".views button")) {
  button.addEventListener("click", () => view(button.dataset.view));
}

// One after the other, so that the last one stays.
let updates = Promise.resolve();
const events = new EventSource("/events");
events.onmessage = () => {
  updates = updates.then(update).catch(() => tell("lost", word("lost")));
};
events.onerror = () => tell("lost", word("lost"));

// Minutes typed live. The page works without this: each entry has a form of its own. With it, an entry opens where it
// stands, saves by itself and is never lost.

import { make } from "./frame.js";
import { pageKey } from "./keys.js";
import { Look } from "./look.js";
import { Page } from "./page.js";
import * as prose from "./prose.js";
import { Sender } from "./sender.js";
import { NoStore, Store } from "./store.js";

const told = document.getElementById("live");
const { key, ...facts } = JSON.parse(told.textContent);
told.remove(); // the key stays with this page's scripts
const page = new Page(facts);
const wide = matchMedia("(width >= 72rem)");
const side = document.querySelector("[data-house-beside]").parentElement;

async function start() {
  page.window = crypto.randomUUID();
  page.store = await Store.of(facts.person, key).catch(() => new NoStore());
  page.sender = new Sender({
    url: (uid) => page.keep_url.replace("UID", uid),
    person: facts.person,
    window: page.window,
    meeting: facts.ref,
    store: page.store,
    told: (entry, state, detail, sent) => page.told(entry, state, detail, sent),
  });
  page.look = new Look(page);
  page.atItem = (item) => besideOf(item);
  page.signInUrl = facts.sign_in_url;
  document.body.classList.add("is-live");
  listen();
  for (const list of page.lists()) page.mark(list.dataset.houseEntries);
  page.number();
  await resume();
  prose.load(page.editor);
  openAddressed();
}

// What was typed here before and never sent is sent now, or shown beside what others have written since.
async function resume() {
  const kept = (await page.store.all()).sort((a, b) => a.at.localeCompare(b.at));
  const mine = kept.filter((words) => words.meeting === facts.ref);
  const placed = mine.filter((words) => page.list(words.item)).length;
  for (const words of mine) {
    if (!page.list(words.item)) {
      showOrphaned(words);
      continue;
    }
    const known = page.entries.get(words.uid);
    const entry = known ?? revived(words);
    Object.assign(entry, { body: words.body, kind: words.kind, version: words.base, window: words.window, html: "" });
    Object.assign(entry, { stated: words.facts, facts: { ...entry.facts, ...words.facts }, footnotes: words.footnotes });
    if (words.level) Object.assign(entry, { level: words.level, isClassified: true });
    page.drawShown(entry);
    page.sender.changed(entry, { now: true });
  }
  if (placed) page.say(`Words kept in this browser are being sent: ${placed === 1 ? "one entry" : `${placed} entries`}.`);
  const elsewhere = [...new Set(kept.filter((words) => words.meeting !== facts.ref).map((words) => words.meeting))];
  if (elsewhere.length) page.say(`Words not sent yet wait in ${elsewhere.join(", ")}. Open those minutes to send them.`);
}

// Words whose item is not on the agenda any more are shown, to be copied to where they belong.
function showOrphaned(words) {
  const box = make("section", { className: "orphaned form-sheet", "aria-label": "Words kept in this browser" });
  const gone = make("button", { type: "button", className: "button", text: "Discard these words" });
  gone.addEventListener("click", async () => {
    await page.store.forget(`${words.uid}/${words.window}`);
    box.remove();
  });
  const why = "These words were typed here and not sent. What they stood under is not on the agenda any more.";
  box.append(make("p", { text: `${why} Copy them to where they belong.` }), page.drawn(words.body), gone);
  document.querySelector("main").prepend(box);
}

function revived(words) {
  const entry = page.begin(words.item, { after: page.entries.get(words.after) ?? null, kind: words.kind });
  page.entries.delete(entry.uid);
  entry.uid = words.uid;
  entry.node.id = `entry-${words.uid}`;
  entry.node.dataset.houseEntry = words.uid;
  entry.after = words.after;
  page.entries.set(words.uid, entry);
  return entry;
}

function listen() {
  document.addEventListener("keydown", (event) => {
    if (!event.defaultPrevented && !event.target.closest?.(".typing")) pageKey(page, event);
  });
  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-house-type]");
    const update = event.target.closest("[data-house-update]");
    if (place) page.open(page.begin(place.dataset.houseType));
    else if (update) report(update.dataset.houseUpdate);
    else openClicked(event);
  });
  document.addEventListener("focusin", (event) => {
    const list = event.target.closest("[data-house-part]");
    if (list) besideOf(list.dataset.housePart);
    const frame = page.frame;
    if (frame && !frame.box.contains(event.target)) page.close(frame.entry);
  });
  addEventListener("beforeunload", (event) => {
    if (page.sender.hasUnsent()) event.preventDefault();
  });
  for (const place of document.querySelectorAll("[data-house-type]")) place.hidden = false;
}

function openClicked(event) {
  const node = event.target.closest("[data-house-entry]");
  const isOwn = event.target.closest("a, button, summary, form, details, .typing, input, select, textarea");
  if (!node || isOwn || getSelection().toString()) return;
  page.open(page.entries.get(node.dataset.houseEntry));
}

// Today's update of an open action, in the item that is being looked at.
function report(ref) {
  const item = page.lastItem ?? page.lists()[0]?.dataset.houseEntries;
  const { kind } = page.reports;
  const known = [...page.entries.values()].find((entry) => entry.kind === kind && entry.facts.ref === ref);
  page.open(known ?? page.begin(item, { kind, facts: { ref } }));
}

// What the item in focus is about, at the right.
async function besideOf(item) {
  if (!item || item === page.lastItem) return;
  page.lastItem = item;
  const place = document.querySelector("[data-house-beside]");
  if (!place || !page.beside_url) return;
  const answer = await fetch(`${page.beside_url.replace("UID", item)}?fragment=1`, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || page.lastItem !== item) return;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  for (const button of template.content.querySelectorAll("[data-house-update]")) button.hidden = false;
  bring(place, item);
  place.replaceChildren(template.content);
}

// On a narrow screen it stands folded under the item itself, on a wide one at the right.
function bring(place, item) {
  if (wide.matches) {
    if (place.parentElement !== side) side.prepend(place);
    document.querySelector(".beside-here")?.remove();
    return;
  }
  const fold = document.querySelector(".beside-here") ?? folded();
  fold.append(place);
  document.querySelector(`[data-house-type="${item}"]`)?.after(fold);
}

function folded() {
  const fold = document.createElement("details");
  fold.className = "beside-here";
  const words = document.createElement("summary");
  words.textContent = "What this is about";
  fold.append(words);
  return fold;
}

function openAddressed() {
  const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (node?.matches("[data-house-entry]")) node.focus();
}

start();

// Looking what others do: who else is here and where, and what they have written, put in without moving what is typed.

import { make } from "./frame.js";
import { post } from "./sender.js";

const EVERY = 3000;

export class Look {
  constructor(page) {
    this.page = page;
    this.have = page.digest;
    this.agenda = page.agenda;
    this.timer = setInterval(() => document.hidden || this.now().catch(() => {}), EVERY);
  }

  async now() {
    const { page } = this;
    const entry = page.frame?.entry;
    const here = { window: page.window, entry: entry?.uid ?? "", at_item: entry?.item ?? page.lastItem ?? "", have: this.have };
    this.since = performance.now();
    const answer = await post(page.look_url, here, { person: page.person });
    if (!answer.ok) return;
    const told = await answer.json();
    this.drawPeople(told.people);
    if (told.agenda !== this.agenda) page.say("The agenda has been changed.", "Show it", () => location.reload());
    if (!told.is_open) page.say("These minutes are closed to change now. What you have not sent is kept here.");
    this.agenda = told.agenda;
    if (told.layout) await this.take(told.layout, told.digest);
  }

  // The same, whatever was known of it before.
  again() {
    this.have = "";
    return this.now();
  }

  async take(layout, digest) {
    const { page } = this;
    const wanted = [];
    for (const rows of Object.values(layout)) {
      for (const [uid, version] of rows) {
        const known = page.entries.get(uid);
        if (!known || (known.version < version && !known.unsent && !page.sender.busy.has(uid))) wanted.push(uid);
      }
    }
    for (let at = 0; at < wanted.length; at += 50) await this.fetch(wanted.slice(at, at + 50));
    const top = page.frame?.box.getBoundingClientRect().top;
    this.leave(layout);
    this.order(layout);
    if (top !== undefined && page.frame) scrollBy(0, page.frame.box.getBoundingClientRect().top - top);
    page.number();
    for (const item of Object.keys(layout)) page.mark(item);
    this.have = digest;
  }

  async fetch(uids) {
    const { page } = this;
    const query = new URLSearchParams(uids.map((uid) => ["uid", uid]));
    const answer = await fetch(`${page.entries_url}?${query}`, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    for (const told of (await answer.json()).entries) this.put(told);
  }

  put(told) {
    const { page } = this;
    const known = page.entries.get(told.uid);
    // What was fetched may be older by now than what has been typed, or stored, meanwhile.
    if (known && (known.unsent || page.sender.busy.has(told.uid) || known.version >= told.version)) return;
    const entry = page.know(told);
    if (!entry.node) {
      entry.node = make("div", { className: "entry", id: `entry-${told.uid}`, "data-house-entry": told.uid, tabindex: -1 });
      entry.node.append(make("div", { "data-house-shown": "" }));
      page.list(told.item)?.append(entry.node);
    }
    if (page.frame?.entry === entry) {
      page.frame.setBody(told.body);
      page.frame.drawKind();
    }
    page.drawShown(entry);
    entry.node.classList.add("entry-new");
    setTimeout(() => entry.node.classList.remove("entry-new"), 4000);
  }

  // What others have taken out goes, but never what is being typed or waits to be sent.
  leave(layout) {
    const { page } = this;
    const there = new Set(Object.values(layout).flatMap((rows) => rows.map(([uid]) => uid)));
    for (const entry of [...page.entries.values()]) {
      const isGone = entry.version && !there.has(entry.uid) && !(entry.storedAt > this.since);
      if (isGone && !entry.unsent && page.frame?.entry !== entry && !page.sender.busy.has(entry.uid)) page.drop(entry);
    }
  }

  // The entries lie as they are stored; what is not stored yet stays behind what it was typed behind.
  order(layout) {
    for (const [item, rows] of Object.entries(layout)) {
      const list = this.page.list(item);
      if (!list) continue;
      const stored = rows.map(([uid]) => this.page.entries.get(uid)?.node).filter(Boolean);
      const known = new Set(stored);
      const now = [...list.children];
      const there = now.filter((node) => known.has(node));
      if (stored.length === there.length && stored.every((node, at) => node === there[at])) continue;
      const wanted = [...stored];
      for (const node of now.filter((each) => !known.has(each))) {
        wanted.splice(wanted.indexOf(now[now.indexOf(node) - 1]) + 1, 0, node);
      }
      this.place(list, wanted);
    }
  }

  // The entry under the caret is never moved, or it would lose the caret; the others go around it.
  place(list, wanted) {
    const typed = this.page.frame?.entry.node;
    const at = typed?.parentElement === list ? wanted.indexOf(typed) : -1;
    for (const node of wanted.slice(0, Math.max(at, 0))) typed.before(node);
    for (const node of wanted.slice(at + 1)) list.append(node);
  }

  drawPeople(people) {
    const { page } = this;
    for (const line of document.querySelectorAll(".entry-here")) line.remove();
    for (const { name, entry } of people) {
      const node = entry && page.entries.get(entry)?.node;
      if (node) node.prepend(make("p", { className: "entry-here", text: `${name} is typing here.` }));
    }
    const place = document.querySelector("[data-house-here]");
    const where = ({ name, item }) => {
      const words = item && page.list(item)?.dataset.housePlace;
      return words ? `${name} in ${words}` : name;
    };
    const words = people.length ? `Also here: ${people.map(where).join("; ")}` : "";
    if (place.textContent !== words) place.textContent = words;
  }
}

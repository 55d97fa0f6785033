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
    const answer = await post(page.look_url, here, { person: page.person });
    if (!answer.ok) return;
    const told = await answer.json();
    this.drawPeople(told.people);
    if (told.agenda !== this.agenda) page.say("The agenda has been changed.", "Show it", () => location.reload());
    if (!told.is_open) page.say("These minutes are closed to change now. What you have not sent is kept here.");
    this.agenda = told.agenda;
    if (told.layout) await this.take(told.layout, told.digest);
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
    if (known && (known.unsent || page.sender.busy.has(told.uid))) return;
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
      if (entry.version && !there.has(entry.uid) && !entry.unsent && page.frame?.entry !== entry) page.drop(entry);
    }
  }

  order(layout) {
    const { page } = this;
    for (const [item, rows] of Object.entries(layout)) {
      const list = page.list(item);
      if (!list) continue;
      const stored = rows.map(([uid]) => page.entries.get(uid)?.node).filter(Boolean);
      const there = [...list.children].filter((node) => page.entries.get(node.dataset.houseEntry)?.version);
      if (stored.length === there.length && stored.every((node, at) => node === there[at])) continue;
      const fresh = [...list.children].filter((node) => !there.includes(node) && !stored.includes(node));
      const before = new Map(fresh.map((node) => [node, node.previousElementSibling]));
      for (const node of stored) if (node !== page.frame?.entry.node || node.parentElement !== list) list.append(node);
      this.around(list, stored);
      for (const node of fresh) (before.get(node) ? before.get(node).after(node) : list.prepend(node));
    }
  }

  // The entry under the caret stays where it is in the document, so that the caret does; the others go around it.
  around(list, stored) {
    const typed = this.page.frame?.entry.node;
    const at = stored.indexOf(typed);
    if (at < 0) return;
    for (const node of stored.slice(0, at)) typed.before(node);
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

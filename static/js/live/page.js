// The page of minutes being typed: which entry is under the caret, where the next one goes, and what each key does.

import { settle } from "./clash.js";
import { Frame, make } from "./frame.js";
import { fieldKey, key } from "./keys.js";
import * as prose from "./prose.js";
import { takeOut } from "./removing.js";
import { post } from "./sender.js";

const OWN = "discussion";

export class Page {
  constructor(facts) {
    Object.assign(this, facts);
    this.kinds = new Map(facts.kinds.map((kind) => [kind.kind, kind]));
    this.entries = new Map();
    this.frame = null;
    for (const entry of facts.entries) this.know(entry);
  }

  // What an entry of its kind has to say before it can be kept.
  guard(entry) {
    entry.lacks = () => this.kinds.get(entry.kind)?.fields.some((each) => each.is_fixed && !entry.facts[each.name]);
  }

  // Take in what the server told of an entry, and its place on the page.
  know(told) {
    const entry = this.entries.get(told.uid) ?? { footnotes: {}, facts: {} };
    Object.assign(entry, told);
    entry.node ??= document.getElementById(`entry-${told.uid}`);
    this.guard(entry);
    this.entries.set(told.uid, entry);
    return entry;
  }

  key(event, editor, entry, frame) {
    return key(this, event, editor, entry, frame);
  }

  fieldKey(event, entry, frame) {
    fieldKey(this, event, entry, frame);
  }

  list(item) {
    return document.querySelector(`[data-house-entries="${item}"]`);
  }

  lists() {
    return [...document.querySelectorAll("[data-house-entries]")];
  }

  inOrder() {
    return [...document.querySelectorAll("[data-house-entry]")].map((node) => this.entries.get(node.dataset.houseEntry));
  }

  placeOf(entry) {
    return this.list(entry.item)?.dataset.housePlace ?? "";
  }

  levelOf(entry) {
    return this.items[entry.item] ?? 3;
  }

  slugOf(level) {
    return this.levels.find((each) => each.level === level)?.slug ?? "amber";
  }

  isUsed(ref) {
    return [...this.entries.values()].some((each) => each.facts.ref === ref && !each.is_removed);
  }

  listFor(field) {
    const id = `suggested-${field.name}`;
    if (!document.getElementById(id)) {
      const options = field.suggestions.map((value) => make("option", { value }));
      document.body.append(make("datalist", { id }, ...options));
    }
    return id;
  }

  // A body as it reads, from the one subset; the editor's schema lets nothing else through.
  drawn(body) {
    const box = make("div", { className: "prose" });
    const parsed = new DOMParser().parseFromString(body, "text/html");
    box.append(...parsed.body.childNodes);
    if (!box.textContent.trim()) box.append(make("p", { text: "Nothing." }));
    return box;
  }

  async open(entry, where = "end") {
    if (!entry?.is_typed) return;
    if (this.frame?.entry === entry) {
      this.frame.focus(where);
      return;
    }
    if (this.frame) this.close(this.frame.entry);
    if (!prose.isLoaded()) await prose.load(this.editor);
    this.frame = new Frame(entry, this);
    this.frame.focus(where);
    this.told(entry, entry.conflict ? "conflict" : entry.lastState, entry.lastDetail);
    this.atItem(entry.item);
  }

  // Leave the entry under the caret. What is empty and was never stored goes; what was emptied is taken out.
  close(entry, { focus = false } = {}) {
    const frame = this.frame;
    if (!frame || frame.entry !== entry) return;
    this.frame = null;
    const isBare = prose.isBare(frame.editor);
    frame.destroy();
    if (isBare && !entry.version && !this.sender.busy.has(entry.uid)) {
      this.drop(entry);
      return;
    }
    if (isBare && !entry.conflict && !this.kinds.get(entry.kind).fields.length) {
      this.takeOut(entry);
      return;
    }
    if (entry.unsent || entry.isUnsettled) {
      entry.isLeft = true;
      this.sender.changed(entry, { now: true });
    }
    this.drawShown(entry);
    if (focus) entry.node.focus();
  }

  // Until the server has drawn it, an entry shows its own words.
  drawShown(entry) {
    const shown = entry.node.querySelector("[data-house-shown]");
    if (entry.html) {
      const template = document.createElement("template");
      template.innerHTML = entry.html;
      shown.replaceChildren(template.content);
    } else {
      shown.replaceChildren(this.drawn(entry.body));
    }
    entry.node.dataset.kind = entry.kind;
    this.number();
  }

  drop(entry) {
    const before = this.beside(entry, -1);
    for (const each of this.entries.values()) if (each.after === entry.uid) each.after = before?.uid ?? "";
    entry.node.remove();
    this.entries.delete(entry.uid);
    this.store.forget(this.sender.place(entry));
    this.sender.entries.delete(entry.uid);
    this.sender.sendAll();
  }

  beside(entry, step) {
    const ordered = this.inOrder();
    return ordered[ordered.indexOf(entry) + step];
  }

  // A new entry behind `after`, or at the end of `item`.
  begin(item, { after = null, body = "", kind = OWN, level = "", facts = {}, footnotes = {} } = {}) {
    const uid = crypto.randomUUID();
    const node = make("div", { className: "entry", id: `entry-${uid}`, "data-house-entry": uid, tabindex: -1 });
    node.append(make("div", { "data-house-shown": "" }));
    const list = this.list(item);
    const last = after ?? this.entries.get(list.lastElementChild?.dataset.houseEntry);
    if (last?.node) last.node.after(node);
    else list.prepend(node);
    const entry = { uid, item, kind, body, level, version: 0, facts, stated: { ...facts }, footnotes, node };
    Object.assign(entry, { after: last?.uid ?? "", is_typed: true, isClassified: Boolean(level) });
    this.guard(entry);
    this.entries.set(uid, entry);
    if (body) this.typed(entry);
    return entry;
  }

  // The kind of entry that reports on something on record, and the next that nothing has been said of.
  get reports() {
    return [...this.kinds.values()].find(({ fields }) => fields.some((field) => field.is_fixed));
  }

  reportNext(after) {
    const { kind, fields } = this.reports;
    const [next] = fields.find((field) => field.is_fixed).choices.find(([ref]) => !this.isUsed(ref)) ?? [];
    if (next) this.open(this.begin(after.item, { after, kind, facts: { ref: next } }));
    else this.say("Every open action has been reported on.");
  }

  typed(entry, { now = false } = {}) {
    entry.isLeft = false;
    entry.isUnsettled = true;
    entry.html = "";
    if (entry.lacks?.()) this.told(entry, "waiting");
    else if (!entry.lastState || ["saved", "waiting"].includes(entry.lastState)) this.told(entry, "saving");
    this.sender.changed(entry, { now });
    if (this.frame?.entry === entry && entry.conflict) this.frame.drawClash();
  }

  state(entry, name, value) {
    entry.facts = { ...entry.facts, [name]: value };
    entry.stated = { ...entry.stated, [name]: value };
    const { writes } = this.kinds.get(entry.kind).fields.find((field) => field.name === name);
    if (writes && value && this.frame && prose.isBare(this.frame.editor)) {
      this.frame.editor.commands.insertContent(writes.replace("{}", value));
    }
    this.typed(entry, { now: name === "ref" });
  }

  note(entry, uid, text) {
    entry.footnotes = { ...entry.footnotes, [uid]: text };
    this.typed(entry);
  }

  classify(entry, level) {
    Object.assign(entry, { level, isClassified: true });
    if (this.frame?.entry === entry) this.frame.drawKind();
    if (entry.version || entry.body) this.typed(entry, { now: true });
  }

  turn(entry, kind) {
    entry.kind = kind;
    this.frame.drawKind();
    if (entry.version || entry.body) this.typed(entry, { now: true });
    const first = this.frame.fields.querySelector("select, input");
    if (entry.lacks?.() && first) first.focus();
    else this.frame.focus();
  }

  choicesFor(frame) {
    const { entry } = frame;
    const kinds = [...this.kinds.values()].map(({ kind, label, words, hint }) => ({
      words,
      label,
      hint,
      run: () => this.turn(entry, kind),
    }));
    const levels = this.levels.map(({ level, word, slug }) => ({
      words: [slug],
      label: word,
      hint: "classification",
      run: () => this.classify(entry, level),
    }));
    const put = [
      { words: ["footnote"], label: "Footnote", hint: "here", run: () => frame.addNote() },
      { words: ["heading"], label: "Sub-heading", hint: "from these words", run: () => this.head(entry) },
      { words: ["versions"], label: "Earlier versions", hint: "of this entry", run: () => this.goTo(entry, "versions") },
    ];
    return [...kinds, ...levels, ...put];
  }

  goTo(entry, what) {
    this.close(entry);
    location.assign(`${this.entry_url.replace("UID", entry.uid)}${what}/`);
  }

  // The words of an entry become a sub-heading of its item; what follows is typed under it.
  async head(entry) {
    const words = this.frame.editor.state.doc.textContent.trim();
    if (!words) return;
    const answer = await post(this.head_url, { item: entry.item, title: words.slice(0, 400) }, { person: this.person });
    if (!answer.ok) {
      this.say((await answer.json()).sentence);
      return;
    }
    const { anchor } = await answer.json();
    this.frame.setBody("");
    entry.body = "";
    if (entry.version) await this.takeOut(entry, { quietly: true });
    this.frame?.destroy();
    this.frame = null;
    await this.settled();
    location.hash = anchor;
    location.reload();
  }

  async settled() {
    for (let turn = 0; turn < 20 && this.sender.hasUnsent(); turn += 1) {
      this.sender.sendAll();
      await new Promise((wake) => setTimeout(wake, 150));
    }
  }

  // What an answer, or the lack of one, means for an entry.
  told(entry, state, detail, sent) {
    entry.lastState = state;
    entry.lastDetail = detail;
    const frame = this.frame?.entry === entry ? this.frame : null;
    if (sent) this.stored(entry, detail, sent, frame);
    entry.node.dataset.state = state ?? "";
    if (!frame) {
      this.toldAside(entry, state, detail);
      return;
    }
    if (state === "conflict") frame.drawClash();
    if (state) frame.show(state, state === "saved" ? (detail?.at ?? "") : (detail?.why ?? (typeof detail === "string" ? detail : "")));
    if (detail?.isSignedOut) frame.showSignIn();
  }

  // What was chosen or stated since the words were sent is newer than what the answer tells, and stays.
  stored(entry, told, sent, frame) {
    entry.storedAt = performance.now();
    entry.html = told.html;
    if (!entry.isClassified || String(entry.level) === String(sent.level)) {
      Object.assign(entry, { level: told.level, isClassified: false });
    }
    const left = Object.entries(entry.stated ?? {}).filter(([name, value]) => sent.facts[name] !== value);
    entry.stated = Object.fromEntries(left);
    told.facts = { ...told.facts, ...entry.stated };
    if (entry.kind !== sent.kind) told.kind = entry.kind;
    told.level = entry.level;
    entry.isUnsettled = !entry.isLeft;
    if (frame) frame.adopt(told);
    else this.adoptAside(entry, told);
    this.mark(entry.item);
  }

  // An entry that was left before the answer came: what has been typed since is newer than what the answer tells.
  adoptAside(entry, told) {
    const body = entry.unsent ? prose.withoutBeginning(entry.body, told.dropped) : told.body;
    this.know({ ...told, body, footnotes: { ...told.footnotes, ...entry.footnotes } });
    if (entry.unsent) entry.html = "";
    this.drawShown(entry);
  }

  toldAside(entry, state, detail) {
    const words = { waiting: "Not kept yet: open it and choose what it is about.", offline: detail?.why, refused: detail, conflict: "Somebody else has saved this entry too. Open it to choose." };
    let line = entry.node.querySelector(":scope > .entry-state");
    if (!words[state]) {
      line?.remove();
      return;
    }
    line ??= entry.node.appendChild(make("p", { className: "entry-state", role: "status" }));
    line.textContent = words[state];
  }

  settle(entry, choice) {
    return settle(this, entry, choice);
  }

  takeOut(entry, how) {
    return takeOut(this, entry, how);
  }

  // One line at the foot of the window; never a dialog.
  say(words, act = "", run = null) {
    const line = document.querySelector("[data-house-told]");
    line.replaceChildren(make("span", { text: words }));
    if (act) {
      const acted = make("button", { type: "button", className: "button", text: act });
      acted.addEventListener("click", () => {
        line.replaceChildren();
        run();
      });
      line.append(acted);
    }
    clearTimeout(this.saying);
    this.saying = setTimeout(() => line.replaceChildren(), 20000);
  }

  // Footnotes are numbered through the page, in the order in which they are read.
  number() {
    let number = 0;
    for (const node of document.querySelectorAll("[data-house-shown]")) {
      const notes = [...node.querySelectorAll(".footnotes li")];
      for (const [at, anchor] of [...node.querySelectorAll(".footnote-anchor")].entries()) {
        number += 1;
        anchor.textContent = number;
        const back = notes[at]?.querySelector("a");
        if (back) back.textContent = number;
      }
    }
  }

  mark(item) {
    const group = this.list(item)?.closest("section.item");
    const link = group && document.querySelector(`[data-house-contents] a[href="#${CSS.escape(group.id)}"]`);
    if (!link) return;
    const kinds = [...group.querySelectorAll("[data-house-entry]")].map((node) => this.entries.get(node.dataset.houseEntry)?.kind);
    link.dataset.state = kinds.includes("outcome") ? "decided" : kinds.some((kind) => kind) ? "minuted" : "";
    link.title = { decided: "Has an outcome", minuted: "Minuted, no outcome yet" }[link.dataset.state] ?? "Nothing minuted yet";
  }
}

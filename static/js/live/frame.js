// The frame around the entry being typed: what it is, its five buttons, its classification, its state in words, what is
// stated beside its text, and, where two people have written, both texts.

import * as prose from "./prose.js";
import { Slash } from "./slash.js";

const STATES = { saved: "Saved", saving: "Saving …", waiting: "Not kept yet: choose what it is about.", offline: "Not sent", conflict: "Two texts", refused: "Not saved" };

export function make(name, { text, className, ...facts } = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(facts)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(text, label, run, facts = {}) {
  const made = make("button", { type: "button", text, ...(label ? { "aria-label": label, title: label } : {}), ...facts });
  made.addEventListener("click", run);
  return made;
}

export class Frame {
  constructor(entry, page) {
    this.entry = entry;
    this.page = page;
    this.kind = page.kinds.get(entry.kind);
    this.box = make("div", { className: "typing", role: "group" });
    this.state = make("p", { className: "typing-state", role: "status" });
    this.words = make("div", { className: "typing-words" });
    this.fields = make("div", { className: "typing-fields" });
    this.notes = make("div", { className: "typing-notes" });
    this.reads = make("div", { className: "typing-reads" });
    this.clash = make("div", { className: "typing-clash" });
    this.box.append(this.bar(), this.state, this.words, this.fields, this.notes, this.reads, this.clash);
    entry.node.querySelector("[data-house-shown]").hidden = true;
    entry.node.classList.add("entry-typed");
    entry.node.append(this.box);
    this.editor = prose.edit(this.words, entry.body, {
      label: `${this.kind.label}, ${page.placeOf(entry)}`,
      on: {
        changed: (body) => this.changed(body),
        moved: (editor) => this.slash?.follow(editor),
        key: (event, editor) => this.slash.key(event) || page.key(event, editor, entry, this),
      },
    });
    this.slash = new Slash(this.box, page.choicesFor(this));
    this.drawKind();
    this.drawReads();
    if (entry.conflict) this.drawClash();
  }

  bar() {
    const chain = () => this.editor.chain().focus();
    this.kindButton = button("", "What this is (type / for the same)", () => this.slash.openAll(this.editor), {
      class: "typing-kind",
    });
    this.level = make("select", { className: "typing-level", "aria-label": "Classification" });
    for (const { level, word } of this.page.levels) this.level.append(make("option", { value: level, text: word }));
    this.level.addEventListener("change", () => this.page.classify(this.entry, Number(this.level.value)));
    const buttons = make(
      "div",
      { className: "typing-buttons", role: "group", "aria-label": "Text" },
      button("B", "Bold, Ctrl+B", () => chain().toggleBold().run()),
      button("I", "Italic, Ctrl+I", () => chain().toggleItalic().run()),
      button("• List", "List", () => chain().toggleBulletList().run()),
      button("Table", "Table", () => chain().insertTable({ rows: 2, cols: 2, withHeaderRow: true }).run()),
      button("Link", "Link", () => chain().addLink?.("Link").run()),
    );
    return make("div", { className: "typing-bar" }, this.kindButton, buttons, this.level);
  }

  drawKind() {
    this.kind = this.page.kinds.get(this.entry.kind);
    this.box.setAttribute("aria-label", `${this.kind.label}, ${this.page.placeOf(this.entry)}`);
    this.box.dataset.kind = this.entry.kind;
    this.kindButton.textContent = this.entry.facts.ref ? `${this.kind.label} ${this.entry.facts.ref}` : this.kind.label;
    this.level.value = String(this.entry.level || this.page.levelOf(this.entry));
    this.level.dataset.level = this.page.slugOf(Number(this.level.value));
    this.fields.replaceChildren(...this.kind.fields.map((field) => this.field(field)));
    this.fields.hidden = this.kind.fields.length === 0;
    this.drawNotes();
  }

  field(field) {
    const id = `typed-${field.name}-${this.entry.uid}`;
    const value = this.entry.facts[field.name] ?? "";
    const input = field.choices.length || field.is_fixed ? this.choice(field, value) : this.typed(field, value);
    input.id = id;
    if (field.is_fixed) this.fixes(input, field);
    else input.addEventListener(field.is_whole ? "change" : "input", () => this.page.state(this.entry, field.name, input.value));
    input.addEventListener("keydown", (event) => this.page.fieldKey(event, this.entry, this));
    return make("p", {}, make("label", { for: id, text: field.label }), input);
  }

  // What is chosen for good counts when it is left, or with Enter, so that the arrows may walk through the list.
  fixes(select, field) {
    const choose = () => select.value && select.value !== this.entry.facts[field.name] && this.page.state(this.entry, field.name, select.value);
    select.addEventListener("blur", choose);
    select.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      choose();
      this.focus();
    });
  }

  choice(field, value) {
    const select = make("select");
    const choices = field.choices.filter(([ref]) => !field.is_fixed || ref === value || !this.page.isUsed(ref));
    if (field.is_fixed) select.append(make("option", { value: "", text: "Choose …" }));
    if (value && !choices.some(([each]) => each === value)) choices.unshift([value, value]);
    for (const [each, label] of choices) select.append(make("option", { value: each, text: label }));
    select.value = value || (field.is_fixed ? "" : (choices[0]?.[0] ?? ""));
    select.disabled = field.is_fixed && Boolean(value) && this.entry.version > 0;
    return select;
  }

  typed(field, value) {
    const input = make("input", { type: "text", value, placeholder: field.placeholder || (field.suggestions[0] ?? ""), autocomplete: "off", maxlength: 200 });
    if (field.suggestions.length) input.setAttribute("list", this.page.listFor(field));
    return input;
  }

  // Footnotes: their words stand beneath, in the order of their anchors.
  drawNotes() {
    const uids = [...this.entry.body.matchAll(/data-footnote="([0-9a-f-]{36})"/g)].map(([, uid]) => uid);
    const typed = this.notes.contains(document.activeElement) ? document.activeElement : null;
    const caret = typed?.selectionStart;
    this.notes.replaceChildren(...uids.map((uid, at) => this.note(uid, at + 1)));
    this.notes.hidden = uids.length === 0;
    // Whoever types in a note when an answer comes goes on typing in it.
    const again = typed && document.getElementById(typed.id);
    again?.focus();
    again?.setSelectionRange(caret, caret);
  }

  note(uid, number) {
    const id = `note-${uid}`;
    const input = make("textarea", { id, rows: 1, maxlength: 2000 });
    input.value = this.entry.footnotes[uid] ?? "";
    input.addEventListener("input", () => this.page.note(this.entry, uid, input.value));
    input.addEventListener("keydown", (event) => this.page.fieldKey(event, this.entry, this));
    return make("p", {}, make("label", { for: id, text: `Footnote ${number}` }), input);
  }

  addNote() {
    const uid = crypto.randomUUID();
    this.editor.chain().focus().insertContent({ type: "footnote", attrs: { uid } }).run();
    this.drawNotes();
    document.getElementById(`note-${uid}`)?.focus();
  }

  changed(body) {
    const had = this.entry.body;
    this.entry.body = body;
    if (body.split("data-footnote").length !== had.split("data-footnote").length) this.drawNotes();
    if (!this.isQuiet) this.page.typed(this.entry);
  }

  // The server has read what the words are: the characters that only said so go, and the caret stays where it is.
  adopt(told) {
    const wasKind = this.entry.kind;
    Object.assign(this.entry, { kind: told.kind, facts: told.facts, reads: told.reads });
    if (told.dropped) {
      this.isQuiet = true;
      prose.takeBeginning(this.editor, told.dropped);
      this.isQuiet = false;
    }
    if (wasKind !== told.kind) this.drawKind();
    else if (told.facts.ref) this.kindButton.textContent = `${this.kind.label} ${told.facts.ref}`;
    const owner = this.fields.querySelector(`#typed-owner-${CSS.escape(this.entry.uid)}`);
    if (owner && told.facts.read_owner) owner.placeholder = told.facts.read_owner;
    this.level.value = String(this.entry.level || this.page.levelOf(this.entry));
    this.level.dataset.level = this.page.slugOf(Number(this.level.value));
    this.drawReads();
  }

  // An outcome as it was read from its words, so that it can be corrected while it is fresh.
  drawReads() {
    const reads = this.entry.kind === "outcome" ? (this.entry.reads ?? []) : [];
    const lines = reads.map(({ body, verb, text, condition, about }) => {
      const line = make("p", {}, make("strong", { text: verb }), ` by ${body || "—"}`);
      line.title = text;
      if (about) line.append(make("span", { text: `, about ${about}` }));
      if (condition) line.append(make("span", { text: `, subject to ${condition}` }));
      return line;
    });
    if (this.entry.kind === "outcome" && !lines.length && this.entry.version) {
      lines.push(make("p", { text: "No verb in capitals yet: NOTED, AGREED, APPROVED …" }));
    }
    this.reads.replaceChildren(...lines);
    this.reads.hidden = lines.length === 0;
  }

  show(state, words = "") {
    this.box.dataset.state = state;
    this.state.replaceChildren(make("strong", { text: STATES[state] }), words ? ` ${words}` : "");
  }

  showSignIn() {
    this.state.append(" ", make("a", { href: this.page.signInUrl, target: "_blank", rel: "noopener", text: "Sign in" }));
  }

  // Both texts, to choose from: nothing is overwritten.
  drawClash() {
    const theirs = this.entry.conflict;
    const who = theirs.by || "Somebody else";
    const words = theirs.is_removed ? `${who} has taken this entry out.` : `${who} has saved this entry too.`;
    const mine = make("div", { className: "clash-text" }, make("h3", { text: "Yours" }));
    mine.append(this.page.drawn(this.entry.body));
    const other = make("div", { className: "clash-text" }, make("h3", { text: `Stored, by ${who}` }));
    other.append(this.page.drawn(theirs.is_removed ? "" : theirs.body));
    const choices = theirs.is_removed
      ? [["Put it back with my words", "mine"], ["Leave it out", "theirs"]]
      : [["Keep mine", "mine"], ["Take theirs", "theirs"], ["Keep both, mine below", "both"]];
    const buttons = choices.map(([text, choice]) => button(text, "", () => this.page.settle(this.entry, choice), { class: "button" }));
    this.clash.replaceChildren(
      make("p", { text: `${words} Both texts are here: choose, or change yours and keep it.` }),
      make("div", { className: "clash-texts" }, mine, other),
      make("div", { className: "form-actions" }, ...buttons),
    );
  }

  clearClash() {
    this.clash.replaceChildren();
  }

  setBody(body) {
    this.isQuiet = true;
    this.editor.commands.setContent(body);
    this.isQuiet = false;
  }

  focus(where = "end") {
    prose.focus(this.editor, where);
  }

  destroy() {
    this.editor.destroy();
    this.box.remove();
    this.entry.node.classList.remove("entry-typed");
    this.entry.node.querySelector("[data-house-shown]").hidden = false;
  }
}


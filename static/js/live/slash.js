// The menu under the caret after "/": what an entry can become, its classification, and what can be put into it.

import { wordsBefore } from "./prose.js";

// Behind a blank, or behind the end of a sentence, where footnotes stand.
const ASKED = /(?:^|[\s.,;!?)”’"])\/([a-z0-9-]*)$/i;

export class Slash {
  // `choices` are {words, label, hint, run}; the first word is the one shown.
  constructor(frame, choices) {
    this.choices = choices;
    this.box = document.createElement("ul");
    this.box.className = "slash";
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", "What this is");
    this.box.tabIndex = 0;
    this.box.hidden = true;
    frame.append(this.box);
    this.frame = frame;
    this.at = 0;
    this.listed = [];
    this.box.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const line = event.target.closest("li");
      if (line) this.pick(this.listed[Number(line.dataset.at)]);
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  // Look at what stands before the caret: "/act" opens the menu, "/action " picks at once.
  follow(editor) {
    this.editor = editor;
    const asked = ASKED.exec(wordsBefore(editor));
    if (!asked || this.isRefused) {
      if (!asked) this.isRefused = false;
      if (this.typed !== null || !this.isOpen) this.close();
      return;
    }
    this.typed = asked[1].toLowerCase();
    this.listed = this.choices.filter((choice) => choice.words.some((word) => word.startsWith(this.typed)));
    this.at = 0;
    if (this.listed.length) this.draw();
    else this.close();
  }

  draw() {
    this.box.replaceChildren(...this.listed.map((choice, at) => this.line(choice, at)));
    this.box.hidden = false;
    const caret = this.editor.view.coordsAtPos(this.editor.state.selection.from);
    const frame = this.frame.getBoundingClientRect();
    const most = Math.max(0, frame.width - this.box.offsetWidth - 8);
    this.box.style.insetInlineStart = `${Math.min(most, Math.max(0, caret.left - frame.left - 12))}px`;
    this.box.style.insetBlockStart = `${caret.bottom - frame.top + 6}px`;
    this.mark();
  }

  line(choice, at) {
    const line = document.createElement("li");
    line.setAttribute("role", "option");
    line.id = `slash-${at}`;
    line.dataset.at = at;
    const label = document.createElement("strong");
    label.textContent = choice.label;
    const hint = document.createElement("span");
    hint.textContent = choice.hint ?? "";
    const word = document.createElement("kbd");
    word.textContent = `/${choice.words[0]}`;
    line.append(label, hint, word);
    return line;
  }

  mark() {
    for (const line of this.box.children) line.setAttribute("aria-selected", String(Number(line.dataset.at) === this.at));
    const line = this.box.children[this.at];
    line?.scrollIntoView({ block: "nearest" });
    this.editor.view.dom.setAttribute("aria-activedescendant", line?.id ?? "");
  }

  // True where the key was the menu's.
  key(event) {
    if (event.key === " " && this.isOpen) {
      const exact = this.listed.find((choice) => choice.words.includes(this.typed));
      if (exact) this.pick(exact);
      return Boolean(exact);
    }
    if (!this.isOpen) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const count = this.listed.length;
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.mark();
      return true;
    }
    if (event.key === "Enter" || event.key === "Tab") {
      this.pick(this.listed[this.at]);
      return true;
    }
    if (event.key === "Escape") {
      this.isRefused = true;
      this.close();
      return true;
    }
    return false;
  }

  pick(choice) {
    const { from } = this.editor.state.selection;
    if (this.typed !== null) this.editor.commands.deleteRange({ from: from - this.typed.length - 1, to: from });
    this.close();
    choice.run();
  }

  // The same menu without a slash, from the button that says what the entry is.
  openAll(editor) {
    Object.assign(this, { editor, typed: null, listed: this.choices, at: 0 });
    editor.view.focus();
    this.draw();
  }

  close() {
    this.box.hidden = true;
    this.editor?.view.dom.removeAttribute("aria-activedescendant");
  }
}

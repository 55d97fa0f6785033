// What each key does: in the words of an entry, in the fields beside them, and on the page between entries.

import * as prose from "./prose.js";
import { post } from "./sender.js";

const TURNS = { ArrowDown: 1, ArrowUp: -1 };

function isPlain(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
}

function isGo(event) {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey);
}

// True where the key is ours and the editor leaves it alone.
export function key(page, event, editor, entry, frame) {
  if (common(page, event, entry, frame)) return true;
  if (event.key === "Enter") return enter(page, event, editor, entry);
  if (event.key === "Backspace" && isPlain(event) && prose.isAtStart(editor)) return join(page, editor, entry);
  if (isPlain(event) && event.key === "ArrowUp" && prose.isAtStart(editor)) return turn(page, entry, -1, "end");
  if (isPlain(event) && event.key === "ArrowDown" && prose.isAtEnd(editor)) return turn(page, entry, 1, "start");
  return false;
}

function common(page, event, entry, frame) {
  if (event.key === "Escape") {
    page.close(entry, { focus: true });
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    page.sender.changed(entry, { now: true });
    event.preventDefault();
    return true;
  }
  if (event.altKey && event.shiftKey && TURNS[event.key]) {
    move(page, entry, TURNS[event.key]);
    event.preventDefault();
    return true;
  }
  if (event.altKey && TURNS[event.key]) {
    toItem(page, entry.item, TURNS[event.key]);
    event.preventDefault();
    return true;
  }
  if (event.altKey && event.key === "u") {
    page.reportNext(entry);
    event.preventDefault();
    return true;
  }
  if (event.altKey && /^[1-4]$/.test(event.key)) {
    page.classify(entry, Number(event.key));
    frame.focus();
    event.preventDefault();
    return true;
  }
  return false;
}

// Enter ends the paragraph, and with it the entry; in lists, tables and quotations it goes on in them, and with Shift
// it begins another paragraph of the same entry.
function enter(page, event, editor, entry) {
  if (isGo(event)) return next(page, editor, entry);
  if (event.shiftKey) {
    editor.commands.splitBlock();
    return true;
  }
  if (!isPlain(event) || !prose.isInParagraph(editor)) return false;
  if (prose.isBare(editor)) return true;
  if (editor.state.selection.$from.parent.content.size === 0 && !prose.isAtEnd(editor)) return false;
  return next(page, editor, entry);
}

// What stands behind the caret becomes an entry of its own under the same classification.
function next(page, editor, entry) {
  const isOwn = entry.kind === "discussion";
  const rest = isOwn ? prose.takeRest(editor) : "";
  const isRaised = Number(entry.level) > page.levelOf(entry);
  const level = rest || isRaised ? entry.level : "";
  const begun = page.begin(entry.item, { after: entry, body: rest, level, footnotes: rest ? { ...entry.footnotes } : {} });
  page.open(begun, "start");
  return true;
}

function join(page, editor, entry) {
  const before = page.beside(entry, -1);
  if (!before || before.item !== entry.item || !before.is_typed) return false;
  if (prose.isBare(editor)) {
    page.takeOut(entry, { quietly: true });
    page.open(before, "end");
    return true;
  }
  if (before.kind !== "discussion" || entry.kind !== "discussion" || before.level !== entry.level || before.conflict) return false;
  const words = entry.body;
  const end = before.body;
  page.takeOut(entry, { quietly: true });
  before.body = `${end}${words}`;
  before.footnotes = { ...before.footnotes, ...entry.footnotes };
  page.open(before, "end").then(() => page.typed(before));
  return true;
}

function turn(page, entry, step, where) {
  let other = page.beside(entry, step);
  while (other && !other.is_typed) other = page.beside(other, step);
  if (!other) return false;
  page.open(other, where);
  return true;
}

// To the end of the next item or the one before, ready to type.
export function toItem(page, item, step) {
  const lists = page.lists();
  const at = lists.findIndex((list) => list.dataset.houseEntries === item);
  const list = lists[Math.min(lists.length - 1, Math.max(0, at + step))];
  if (!list || list.dataset.houseEntries === item) return;
  page.open(page.begin(list.dataset.houseEntries));
}

async function move(page, entry, step) {
  if (!entry.version) return;
  const list = page.list(entry.item);
  const other = page.beside(entry, step);
  if (!other || other.item !== entry.item) return;
  const way = step < 0 ? "up" : "down";
  const answer = await post(`${page.entry_url.replace("UID", entry.uid)}move/${way}/`, {}, { person: page.person, follows: true });
  if (!answer.ok && answer.type !== "opaqueredirect") {
    page.say("Not moved: there is no connection. Try again.");
    return;
  }
  if (step < 0) list.insertBefore(entry.node, other.node);
  else other.node.after(entry.node);
  if (page.frame?.entry === entry) page.frame.focus();
  else entry.node.focus();
}

// In a field beside the words: Ctrl+Enter goes on to the next entry, Enter too, and Escape leaves.
export function fieldKey(page, event, entry, frame) {
  if (isGo(event) || (event.key === "Enter" && !event.shiftKey && event.target.matches("input, textarea"))) {
    event.preventDefault();
    page.open(page.begin(entry.item, { after: entry, level: Number(entry.level) > page.levelOf(entry) ? entry.level : "" }));
    return;
  }
  common(page, event, entry, frame);
}

// Between entries: arrows walk, Enter opens, Delete takes out and Ctrl+Z puts back, Alt+U reports on the next open action.
export function pageKey(page, event) {
  const node = event.target.closest("[data-house-entry]");
  const entry = node && event.target === node ? page.entries.get(node.dataset.houseEntry) : null;
  const hasNext = event.target.closest("[data-house-type]");
  if (event.altKey && !event.shiftKey && TURNS[event.key]) {
    event.preventDefault();
    const list = entry?.item ?? hasNext?.dataset.houseType ?? page.lastItem ?? "";
    toItem(page, list, TURNS[event.key]);
    return;
  }
  if (event.altKey && event.key === "u" && page.lists().length) {
    event.preventDefault();
    page.reportNext(entry ?? { item: page.lastItem ?? page.lists()[0].dataset.houseEntries });
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && page.undo && !event.target.matches("input, textarea")) {
    event.preventDefault();
    page.undo();
    return;
  }
  if (!entry) return;
  if (isPlain(event) && TURNS[event.key]) {
    event.preventDefault();
    page.beside(entry, TURNS[event.key])?.node.focus();
  } else if (event.altKey && event.shiftKey && TURNS[event.key]) {
    event.preventDefault();
    move(page, entry, TURNS[event.key]);
  } else if (isPlain(event) && (event.key === "Enter" || event.key === "F2")) {
    event.preventDefault();
    page.open(entry);
  } else if (isPlain(event) && event.key === "Delete") {
    event.preventDefault();
    page.takeOut(entry);
  }
}

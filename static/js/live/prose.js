// The words of one entry under the caret: django-prose-editor's own module with the one subset that minutes are written
// in, the two nodes that carry a uid, and pasting from Word.

import { fromWord } from "./word.js";

let kit;

// The editor's module is loaded once, from the address that the page names (its name may bear a fingerprint).
export async function load(address) {
  kit ??= await import(address);
  return kit;
}

export function isLoaded() {
  return kit !== undefined;
}

function footnoteNode() {
  return kit.Node.create({
    name: "footnote",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({
      uid: {
        parseHTML: (element) => element.dataset.footnote,
        renderHTML: ({ uid }) => ({ "data-footnote": uid }),
      },
    }),
    parseHTML: () => [{ tag: "sup[data-footnote]" }],
    renderHTML: ({ HTMLAttributes }) => ["sup", HTMLAttributes],
  });
}

function referenceNode() {
  return kit.Node.create({
    name: "reference",
    group: "inline",
    inline: true,
    atom: true,
    priority: 1100,
    addAttributes: () => ({
      uid: {
        parseHTML: (element) => element.dataset.reference,
        renderHTML: ({ uid }) => ({ "data-reference": uid }),
      },
      words: { parseHTML: (element) => element.textContent, renderHTML: () => ({}) },
    }),
    parseHTML: () => [{ tag: "a[data-reference]", priority: 1100 }],
    renderHTML: ({ node, HTMLAttributes }) => ["a", HTMLAttributes, node.attrs.words],
    renderText: ({ node }) => node.attrs.words,
  });
}

function extensions() {
  const { Document, Paragraph, Text, Bold, Italic, BulletList, OrderedList, ListItem, Blockquote } = kit;
  const { Table, TableRow, TableHeader, TableCell, Link, History, UndoRedo, Gapcursor } = kit;
  const listed = [Document, Paragraph, Text, Bold, Italic, BulletList, OrderedList, ListItem, Blockquote];
  const tables = [Table.configure({ resizable: false }), TableRow, TableHeader, TableCell];
  return [...listed, ...tables, Link, History ?? UndoRedo, Gapcursor, footnoteNode(), referenceNode()];
}

// An editor in `element` with `body`; `on` has changed(body), key(event, editor) and left().
export function edit(element, body, { label, on }) {
  const editor = new kit.Editor({
    element,
    injectCSS: false,
    extensions: extensions(),
    content: body,
    editorProps: {
      attributes: { class: "prose prose-typed", role: "textbox", "aria-multiline": "true", "aria-label": label },
      transformPastedHTML: fromWord,
      handleKeyDown: (view, event) => on.key(event, editor),
    },
    onUpdate: () => on.changed(bodyOf(editor)),
    onSelectionUpdate: () => on.moved?.(editor),
  });
  return editor;
}

// The body without the empty paragraphs at its ends.
export function bodyOf(editor) {
  const body = editor.getHTML().replace(/<p><\/p>$/, "");
  return body === "<p></p>" ? "" : body.replace(/^(?:<p><\/p>)+|(?:<p><\/p>)+$/g, "");
}

// At once: the editor's own command waits for the next frame, and what is typed until then would be lost.
export function focus(editor, where) {
  editor.commands.setTextSelection(where === "start" ? 1 : editor.state.doc.content.size);
  editor.view.focus();
}

export function isBare(editor) {
  return editor.state.doc.textContent.trim() === "" && !editor.getHTML().includes("data-footnote");
}

export function isAtStart(editor) {
  const { empty, from } = editor.state.selection;
  return empty && from <= 1;
}

export function isAtEnd(editor) {
  const { empty, to } = editor.state.selection;
  return empty && to >= editor.state.doc.content.size - 1;
}

// Whether the caret stands in a paragraph of its own, not in a list, a table or a quotation.
export function isInParagraph(editor) {
  const { $from } = editor.state.selection;
  return $from.depth === 1 && $from.parent.type.name === "paragraph";
}

// Take what stands behind the caret out of the editor and give it back as a body.
export function takeRest(editor) {
  const { state } = editor;
  const { from } = state.selection;
  const end = state.doc.content.size;
  if (isAtEnd(editor)) return "";
  const rest = state.doc.slice(from, end);
  const html = kit.getHTMLFromFragment(rest.content, state.schema);
  editor.commands.deleteRange({ from, to: end });
  return html === "<p></p>" ? "" : html;
}

// The words before the caret in its paragraph.
export function wordsBefore(editor) {
  const { $from } = editor.state.selection;
  return $from.parent.textBetween(0, $from.parentOffset, "\n", " ");
}

// A body without the first `count` characters of its words.
export function withoutBeginning(body, count) {
  if (!count) return body;
  const parsed = new DOMParser().parseFromString(body, "text/html");
  const walker = parsed.createTreeWalker(parsed.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text && count > 0; text = walker.nextNode()) {
    const taken = Math.min(count, text.data.length);
    text.data = text.data.slice(taken);
    count -= taken;
  }
  return parsed.body.innerHTML;
}

// Take the first `count` characters away, wherever the caret stands.
export function takeBeginning(editor, count) {
  const { doc } = editor.state;
  let left = count;
  let to = 0;
  doc.descendants((node, at) => {
    if (left <= 0) return false;
    if (node.isText) {
      const taken = Math.min(left, node.text.length);
      left -= taken;
      to = at + taken;
    }
    return true;
  });
  if (to) editor.commands.deleteRange({ from: 1, to });
}

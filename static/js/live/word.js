// What comes from Word or Outlook, made plain: lists that Word writes as paragraphs become lists again, tables and bold
// stay, everything else goes. The server cleans what is sent once more.

const KEPT = new Set(["P", "STRONG", "EM", "UL", "OL", "LI", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "BLOCKQUOTE", "A"]);
const RENAMED = { B: "strong", I: "em", H1: "p", H2: "p", H3: "p", H4: "p", H5: "p", H6: "p", DIV: "p" };
const DROPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "TITLE", "META", "LINK", "XML", "SVG", "MATH"]);
const MARK = /^[\s\u00a0]*(?:([·•▪§o–-])|\(?(\d+|[a-z]|[ivx]+)[.)])[\s\u00a0]+/;
const WEB = /^(?:https?:|mailto:)/i;

function level(paragraph) {
  return Number(/mso-list:[^;"']*level(\d+)/i.exec(paragraph.getAttribute("style") ?? "")?.[1] ?? 0);
}

function isListed(node) {
  if (node.nodeName !== "P") return false;
  return level(node) > 0 || /MsoList(Paragraph|Bullet|Number)/i.test(node.className);
}

// The mark that Word draws before the words ("·", "1.") and whether it counts.
function takeMark(paragraph) {
  const ignored = paragraph.querySelector('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]');
  const text = ignored ? `${ignored.textContent.trim()} ` : paragraph.textContent;
  const found = MARK.exec(text);
  if (ignored) ignored.remove();
  else if (found) takeText(paragraph, found[0].length);
  return Boolean(found?.[2]) && found[2] !== "o";
}

function takeText(node, count) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text && count > 0; text = walker.nextNode()) {
    const taken = Math.min(count, text.data.length);
    text.data = text.data.slice(taken);
    count -= taken;
  }
}

function listsIn(root) {
  for (const paragraph of [...root.querySelectorAll("p")].filter(isListed)) {
    if (!paragraph.isConnected && !root.contains(paragraph)) continue;
    const run = [paragraph];
    while (run.at(-1).nextElementSibling && isListed(run.at(-1).nextElementSibling)) run.push(run.at(-1).nextElementSibling);
    if (paragraph.previousElementSibling?.dataset?.made === "list") continue;
    paragraph.before(listOf(run));
    for (const each of run) each.remove();
  }
}

function listOf(run) {
  const first = Math.max(1, level(run[0]));
  const root = { list: null, depth: first };
  const open = [];
  for (const paragraph of run) {
    const depth = Math.max(first, level(paragraph) || first);
    const counts = takeMark(paragraph);
    while (open.length && open.at(-1).depth > depth) open.pop();
    if (!open.length || open.at(-1).depth < depth) {
      const list = document.createElement(counts ? "ol" : "ul");
      (open.at(-1)?.list.lastElementChild ?? { append: (made) => (root.list ??= made) }).append(list);
      open.push({ list, depth });
    }
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).list.append(item);
  }
  root.list.dataset.made = "list";
  return root.list;
}

function plain(node, into) {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE) into.append(child.data.replace(/[\s\u00a0]+/g, " "));
    else if (child.nodeType === Node.ELEMENT_NODE && !DROPPED.has(child.nodeName.toUpperCase())) element(child, into);
  }
}

function element(node, into) {
  const name = node.nodeName.toUpperCase();
  if (name === "BR") {
    into.append(" ");
    return;
  }
  const isBold = name === "SPAN" && /font-weight:\s*(?:bold|[6-9]00)/i.test(node.getAttribute("style") ?? "");
  const hasBlocks = name === "DIV" && node.querySelector("p, div, ul, ol, table");
  const wanted = isBold ? "strong" : (RENAMED[name] ?? (KEPT.has(name) ? name.toLowerCase() : ""));
  if (!wanted || hasBlocks || node.nodeName.includes(":")) {
    plain(node, into);
    return;
  }
  const made = document.createElement(wanted);
  if (wanted === "a" && WEB.test(node.getAttribute("href") ?? "")) made.setAttribute("href", node.getAttribute("href"));
  if (wanted === "a" && !made.hasAttribute("href")) {
    plain(node, into);
    return;
  }
  plain(node, made);
  if (made.textContent.trim() || ["td", "th", "tr"].includes(wanted)) into.append(made);
}

export function fromWord(html) {
  const pasted = new DOMParser().parseFromString(html, "text/html");
  const root = pasted.body;
  for (const comment of commentsIn(root)) comment.remove();
  listsIn(root);
  const out = document.implementation.createHTMLDocument("").createElement("div");
  plain(root, out);
  return out.innerHTML;
}

function commentsIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

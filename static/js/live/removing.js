// Taking an entry out of the minutes, and putting it back.

import { post } from "./sender.js";

export async function takeOut(page, entry, { quietly = false } = {}) {
  const before = page.beside(entry, -1);
  const next = page.beside(entry, 1) ?? before;
  clearTimeout(entry.timer);
  if (page.frame?.entry === entry) {
    page.frame.destroy();
    page.frame = null;
  }
  while (page.sender.busy.has(entry.uid)) await new Promise((wake) => setTimeout(wake, 30));
  clearTimeout(entry.timer);
  if (!entry.version) {
    page.drop(entry);
    if (!quietly && entry.body) offer(page, entry, () => writeAnew(page, entry, before));
    return;
  }
  const address = `${page.keep_url.replace("UID", entry.uid)}remove/`;
  const answer = await post(address, { base: entry.version }, { person: page.person }).catch(() => null);
  if (answer?.status === 409) {
    page.say("Not taken out: somebody else has changed it meanwhile.");
    Object.assign(entry, { version: 0, unsent: false });
    page.sender.entries.delete(entry.uid);
    await page.store.forget(page.sender.place(entry));
    await page.look.again();
    return;
  }
  if (!answer?.ok) {
    const why = answer ? (await answer.json().catch(() => ({}))).sentence : "";
    page.drawShown(entry);
    page.say(why || "Not removed: there is no connection. Try again.");
    return;
  }
  page.drop(entry);
  page.mark(entry.item);
  if (!quietly) offer(page, entry, () => putBack(page, entry));
  if (!quietly && !page.frame && document.activeElement === document.body) next?.node?.focus();
}

// The way back: the button at the foot of the window, or Ctrl+Z between entries.
function offer(page, entry, back) {
  page.undo = () => {
    page.undo = null;
    back();
  };
  page.say("Taken out. Ctrl+Z puts it back.", "Put it back", () => page.undo?.());
}

// Words that were taken out before they were ever stored.
function writeAnew(page, { item, body, kind, level, facts, footnotes }, before) {
  const after = before?.item === item ? before : null;
  page.open(page.begin(item, { after, body, kind, level, facts, footnotes }));
}

async function putBack(page, entry) {
  const answer = await post(`${page.keep_url.replace("UID", entry.uid)}back/`, {}, { person: page.person });
  if (answer.ok) await page.look.now();
  page.entries.get(entry.uid)?.node?.focus();
}

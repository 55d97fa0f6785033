// Taking an entry out of the minutes, and putting it back.

import { post } from "./sender.js";

export async function takeOut(page, entry, { quietly = false } = {}) {
  const next = page.beside(entry, 1) ?? page.beside(entry, -1);
  clearTimeout(entry.timer);
  if (page.frame?.entry === entry) {
    page.frame.destroy();
    page.frame = null;
  }
  while (page.sender.busy.has(entry.uid)) await new Promise((wake) => setTimeout(wake, 30));
  clearTimeout(entry.timer);
  if (!entry.version) {
    page.drop(entry);
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
  if (!quietly) page.say("Taken out.", "Put it back", () => putBack(page, entry));
  if (!quietly && !page.frame && document.activeElement === document.body) next?.node?.focus();
}

async function putBack(page, entry) {
  const answer = await post(`${page.keep_url.replace("UID", entry.uid)}back/`, {}, { person: page.person });
  if (answer.ok) await page.look.now();
  page.entries.get(entry.uid)?.node?.focus();
}

// Two people have written in one entry: what becomes of both texts is chosen, never done silently.

import { post } from "./sender.js";

// Two texts: keep mine over theirs, take theirs, or keep both.
export async function settle(page, entry, choice) {
  const theirs = entry.conflict;
  const mine = entry.body;
  const level = Math.max(Number(entry.level) || 0, theirs.level);
  if (theirs.is_removed && choice === "mine" && !(await backOnRecord(page, entry))) return;
  entry.conflict = null;
  entry.version = theirs.version;
  entry.window = undefined;
  Object.assign(entry, { level, isClassified: level > theirs.level });
  page.frame?.clearClash();
  if (choice === "mine") {
    page.typed(entry, { now: true });
    page.frame?.focus();
    return;
  }
  const footnotes = entry.footnotes;
  const place = page.sender.place(entry);
  const begun = choice === "both" ? page.begin(entry.item, { after: entry, body: mine, level, footnotes }) : null;
  page.frame?.setBody(theirs.body);
  Object.assign(entry, { body: theirs.body, facts: theirs.facts, footnotes: theirs.footnotes, kind: theirs.kind });
  Object.assign(entry, { level: theirs.level, isClassified: false, stated: {}, unsent: false });
  page.sender.entries.delete(entry.uid);
  await page.store.forget(place);
  page.frame?.drawKind();
  page.frame?.show("saved");
  if (begun) page.open(begun);
  else if (theirs.is_removed) leaveOut(page, entry);
  else page.frame?.focus();
}

// Whether an entry that somebody took out stands in the minutes again.
async function backOnRecord(page, entry) {
  const answer = await post(`${page.keep_url.replace("UID", entry.uid)}back/`, {}, { person: page.person }).catch(() => null);
  if (!answer?.ok) page.say("Not put back: there is no connection. Your words are kept; try again.");
  return Boolean(answer?.ok);
}

function leaveOut(page, entry) {
  page.frame?.destroy();
  page.frame = null;
  entry.node.remove();
  page.entries.delete(entry.uid);
}

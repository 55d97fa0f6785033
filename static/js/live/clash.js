// Two people have written in one entry: what becomes of both texts is chosen, never done silently.

import { post } from "./sender.js";

// Two texts: keep mine over theirs, take theirs, or keep both.
export async function settle(page, entry, choice) {
  const theirs = entry.conflict;
  const mine = entry.body;
  if (theirs.is_removed && choice === "mine") await post(`${page.keep_url.replace("UID", entry.uid)}back/`, {}, { person: page.person });
  entry.conflict = null;
  entry.version = theirs.version;
  entry.window = undefined;
  page.frame.clearClash();
  if (choice === "mine") {
    page.typed(entry, { now: true });
    page.frame.focus();
    return;
  }
  page.frame.setBody(theirs.body);
  Object.assign(entry, { body: theirs.body, facts: theirs.facts, footnotes: theirs.footnotes, kind: theirs.kind, unsent: false });
  page.sender.entries.delete(entry.uid);
  await page.store.forget(entry.uid);
  page.frame.drawKind();
  page.frame.show("saved");
  if (choice === "both") page.open(page.begin(entry.item, { after: entry, body: mine, level: theirs.level }));
  else if (theirs.is_removed) leaveOut(page, entry);
  else page.frame.focus();
}

function leaveOut(page, entry) {
  page.frame?.destroy();
  page.frame = null;
  entry.node.remove();
  page.entries.delete(entry.uid);
}

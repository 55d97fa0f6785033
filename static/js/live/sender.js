// Sends what is typed, one request an entry at a time, and says what became of it: saved, saving, offline, conflict or
// refused. What is not stored by the server stays in the browser's store and is sent when it can be.

const AFTER_LAST_KEY = 500; // milliseconds
const AFTER_FIRST_KEY = 1500;
const AGAIN = 3000;
const PATIENCE = 15000;
const COUNT = 5; // retries before the wait grows

function cookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

export function post(url, body, { person = "", keepalive = false, follows = false } = {}) {
  return fetch(url, {
    method: "POST",
    credentials: "same-origin",
    redirect: follows ? "manual" : "error",
    keepalive,
    signal: keepalive ? undefined : AbortSignal.timeout(PATIENCE),
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": cookie("csrftoken"),
      "X-House-Person": person,
    },
    body: JSON.stringify(body),
  });
}

async function sentence(answer) {
  try {
    return (await answer.json()).sentence ?? "";
  } catch {
    return "";
  }
}

export class Sender {
  // `told(entry, state, detail)` hears of every change; `url(uid)` is where an entry is kept.
  constructor({ url, person, window, store, told, meeting }) {
    Object.assign(this, { url, person, window, store, told, meeting });
    this.busy = new Set();
    this.entries = new Map();
    addEventListener("online", () => this.sendAll());
    addEventListener("pagehide", () => this.sendLast());
    setInterval(() => this.sendAll({ onlyWaiting: true }), AGAIN);
  }

  // An entry has changed: keep it here at once, and send it when the typist pauses, or at latest after a while.
  changed(entry, { now = false } = {}) {
    entry.unsent = true;
    this.entries.set(entry.uid, entry);
    this.store.keep(this.place(entry), this.kept(entry));
    if (entry.conflict) return;
    const first = (entry.firstKey ??= Date.now());
    clearTimeout(entry.timer);
    const wait = now ? 0 : Math.max(0, Math.min(AFTER_LAST_KEY, first + AFTER_FIRST_KEY - Date.now()));
    entry.timer = setTimeout(() => this.send(entry), wait);
  }

  place(entry) {
    return `${entry.uid}/${entry.window ?? this.window}`;
  }

  kept(entry) {
    return { ...this.words(entry), uid: entry.uid, meeting: this.meeting, at: new Date().toISOString() };
  }

  words(entry) {
    return {
      window: entry.window ?? this.window,
      item: entry.item,
      base: entry.version,
      kind: entry.kind,
      // Only what was chosen, or stated, here and is not stored yet: the rest is as others left it.
      level: entry.isClassified ? entry.level : "",
      body: entry.body,
      after: entry.after ?? "",
      facts: entry.stated ?? {},
      footnotes: entry.footnotes,
      is_left: Boolean(entry.isLeft),
    };
  }

  async send(entry) {
    if (this.busy.has(entry.uid) || !entry.unsent || entry.conflict || !this.isWhole(entry)) return;
    clearTimeout(entry.timer);
    this.busy.add(entry.uid);
    entry.firstKey = undefined;
    const words = this.words(entry);
    const sent = JSON.stringify(words);
    this.told(entry, "saving");
    try {
      const answer = await post(this.url(entry.uid), words, { person: this.person });
      await this.heard(entry, answer, sent);
    } catch {
      this.failed(entry, "Not sent: there is no connection. Your words are kept in this browser.");
    } finally {
      this.busy.delete(entry.uid);
    }
  }

  // A new entry waits until it says what it is about, where its kind has to, and until what it stands behind is stored.
  isWhole(entry) {
    return !entry.lacks?.() && (entry.version > 0 || !this.isComing(this.entries.get(entry.after)));
  }

  // Whether an entry that is not stored yet will be, so that what stands behind it waits for it.
  isComing(entry) {
    return Boolean(entry?.unsent && !entry.version && !entry.refused && !entry.conflict && !entry.lacks?.());
  }

  async heard(entry, answer, sent) {
    if (answer.ok) {
      this.stored(entry, await answer.json(), sent);
    } else if (answer.status === 409) {
      entry.conflict = (await answer.json()).newer;
      this.told(entry, "conflict", entry.conflict);
    } else if (answer.status === 422) {
      entry.refused = sent;
      this.told(entry, "refused", (await sentence(answer)) || "This cannot be kept as it is.");
    } else if (answer.status === 403 || answer.status === 404) {
      const why = await sentence(answer);
      this.failed(entry, why || "Not sent: you seem to be signed out. Your words are kept in this browser.", !why);
    } else {
      this.failed(entry, "Not sent: the server does not answer. Your words are kept in this browser.");
    }
  }

  stored(entry, told, sent) {
    entry.tries = 0;
    entry.refused = undefined;
    const { base, window } = JSON.parse(sent);
    const isAll = JSON.stringify({ ...this.words(entry), base, window }) === sent;
    const place = this.place(entry);
    entry.version = told.version;
    entry.window = undefined;
    if (isAll) {
      entry.unsent = false;
      this.entries.delete(entry.uid);
    }
    if (isAll || place !== this.place(entry)) this.store.forget(place);
    this.told(entry, isAll ? "saved" : "saving", told, JSON.parse(sent));
    if (!isAll) this.changed(entry);
    for (const each of this.entries.values()) if (each.after === entry.uid && !each.version) this.send(each);
  }

  failed(entry, why, isSignedOut = false) {
    entry.tries = (entry.tries ?? 0) + 1;
    entry.waitUntil = Date.now() + (entry.tries > COUNT ? 3 * AGAIN : 0);
    this.told(entry, "offline", { why, isSignedOut });
  }

  sendAll({ onlyWaiting = false } = {}) {
    for (const entry of this.entries.values()) {
      const mayWait = onlyWaiting && (!entry.tries || Date.now() < entry.waitUntil);
      if (entry.unsent && !mayWait && entry.refused !== JSON.stringify(this.words(entry))) this.send(entry);
    }
  }

  // The page is going: what is not sent yet goes as a last word that the browser delivers without the page. Behind words
  // that are still on their way it would race them, so those wait in the store.
  sendLast() {
    for (const entry of this.entries.values()) {
      if (!entry.unsent || entry.conflict || !this.isWhole(entry) || this.busy.has(entry.uid)) continue;
      post(this.url(entry.uid), { ...this.words(entry), is_left: true }, { person: this.person, keepalive: true }).catch(
        () => {},
      );
    }
  }

  hasUnsent() {
    return [...this.entries.values()].some((entry) => entry.unsent);
  }
}

// What is typed and not yet stored by the server is kept in this browser: encrypted under a key that only its typist's
// pages are told, so that nobody else who uses the browser can read it, and it waits for them over closed tabs,
// restarts and sign-outs.

const DATABASE = "secgov";
const TABLE = "unsent";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function bytes(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

export class Store {
  // `person` names whose words they are; `key` (hexadecimal) is theirs.
  static async of(person, key) {
    const store = new Store();
    store.person = person;
    store.database = await open();
    store.key = await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
    store.waiting = new Map();
    store.writing = new Map();
    return store;
  }

  table(mode) {
    // Relaxed: written to the system at once, not waited for until it lies on the disk, so that the last key is kept
    // though the tab closes in the same moment.
    return this.database.transaction(TABLE, mode, { durability: "relaxed" }).objectStore(TABLE);
  }

  // Keep the latest words of an entry; while one write is under way only the last of what follows is written.
  keep(uid, words) {
    this.waiting.set(uid, words);
    if (!this.writing.has(uid)) this.writing.set(uid, this.write(uid));
    return this.writing.get(uid);
  }

  forget(uid) {
    return this.keep(uid, null);
  }

  async write(uid) {
    try {
      while (this.waiting.has(uid)) {
        const words = this.waiting.get(uid);
        this.waiting.delete(uid);
        const id = `${this.person}/${uid}`;
        if (words === null) {
          await done(this.table("readwrite").delete(id));
        } else {
          const row = await this.sealed(id, words);
          await done(this.table("readwrite").put(row));
        }
      }
    } finally {
      this.writing.delete(uid);
    }
  }

  async sealed(id, words) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(words));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, plain);
    return { id, person: this.person, iv, sealed };
  }

  // Everything this person has typed and not sent, of any meeting. What cannot be read is not theirs, and stays.
  async all() {
    const rows = await done(this.table("readonly").getAll());
    const found = [];
    for (const row of rows.filter((each) => each.person === this.person)) {
      try {
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, this.key, row.sealed);
        found.push(JSON.parse(new TextDecoder().decode(plain)));
      } catch {
        continue;
      }
    }
    return found;
  }
}

// A browser that keeps nothing (a private window without storage, no secure connection) still saves to the server.
export class NoStore {
  async keep() {}
  async forget() {}
  async all() {
    return [];
  }
}

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

  // Keep the latest words of an entry as a window has them (`place` names both); while one write is under way only the
  // last of what follows is written.
  keep(place, words) {
    this.waiting.set(place, words);
    if (!this.writing.has(place)) this.writing.set(place, this.write(place));
    return this.writing.get(place);
  }

  forget(place) {
    return this.keep(place, null);
  }

  async write(place) {
    try {
      while (this.waiting.has(place)) {
        const words = this.waiting.get(place);
        this.waiting.delete(place);
        const id = `${this.person}/${place}`;
        if (words === null) {
          await done(this.table("readwrite").delete(id));
        } else {
          const row = await this.sealed(id, words);
          await done(this.table("readwrite").put(row));
        }
      }
    } finally {
      this.writing.delete(place);
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

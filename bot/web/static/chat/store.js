// What the browser keeps for one identity: the conversation's id and messages that are not yet delivered.
// Each unsent message has a key of its own, so that two tabs never overwrite each other's.

export class Store {
  constructor(identity) {
    this.prefix = `eftersnack:${identity}:`;
    this.storage = usableStorage();
  }

  get sessionId() {
    return this.storage.getItem(`${this.prefix}session`) ?? undefined;
  }

  set sessionId(id) {
    this.storage.setItem(`${this.prefix}session`, id);
  }

  get minimised() {
    const kept = this.storage.getItem("eftersnack:minimised");
    return kept === null ? undefined : kept === "yes";
  }

  set minimised(value) {
    this.storage.setItem("eftersnack:minimised", value ? "yes" : "no");
  }

  keep(entry) {
    const { id, message, title, at } = entry;
    this.storage.setItem(`${this.prefix}unsent:${id}`, JSON.stringify({ id, message, title, at }));
  }

  drop(id) {
    this.storage.removeItem(`${this.prefix}unsent:${id}`);
  }

  unsent() {
    const start = `${this.prefix}unsent:`;
    const keys = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index));
    const entries = keys.filter((key) => key?.startsWith(start)).map((key) => parsed(this.storage.getItem(key)));
    return entries.filter(Boolean).sort((one, other) => one.at.localeCompare(other.at));
  }
}

function parsed(text) {
  try {
    const entry = JSON.parse(text);
    return typeof entry?.id === "string" && typeof entry?.at === "string" ? entry : null;
  } catch {
    return null;
  }
}

function usableStorage() {
  try {
    localStorage.setItem("eftersnack:test", "");
    localStorage.removeItem("eftersnack:test");
    return localStorage;
  } catch {
    return memory();
  }
}

// Where the browser forbids storage, the conversation lasts as long as the page.
function memory() {
  const map = new Map();
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, String(value)),
    removeItem: (key) => map.delete(key),
    key: (index) => [...map.keys()][index] ?? null,
    get length() {
      return map.size;
    },
  };
}

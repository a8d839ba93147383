// Messages on their way: sent one at a time in order, each under one id until the server has answered for it.

const ANSWER_WITHIN = 15_000;
const LONGEST_WAIT = 30_000;

export class Outbox {
  // `deliver(entry, milliseconds)` resolves with the server's answer; `settled(entry, answer)` is told of a final one.
  constructor({ store, deliver, settled, changed, place }) {
    Object.assign(this, { store, deliver, settled, changed, place });
    this.entries = store.unsent().map((entry) => ({ ...entry, state: "unsent", place: Infinity }));
    this.running = false;
    this.open = false;
    this.failures = 0;
  }

  add(message, title) {
    const entry = { id: newId(), message, title, at: new Date().toISOString(), state: "unsent", place: this.place() };
    this.entries.push(entry);
    this.store.keep(entry);
    this.changed();
    this.flush();
  }

  resume() {
    this.open = true;
    this.flush();
  }

  pause() {
    this.open = false;
  }

  find(id) {
    return this.entries.find((entry) => entry.id === id);
  }

  remove(entry) {
    this.store.drop(entry.id);
    this.entries = this.entries.filter((other) => other !== entry);
  }

  async flush() {
    if (this.running) return;
    this.running = true;
    let entry;
    while (this.open && (entry = this.entries.find((candidate) => candidate.state !== "refused"))) {
      await this.try(entry);
    }
    this.running = false;
  }

  async try(entry) {
    Object.assign(entry, { state: "sending", place: this.place() });
    this.changed();
    const answer = await this.deliver(entry, ANSWER_WITHIN).catch(() => null);
    if (answer?.status === "ok") {
      this.failures = 0;
      this.remove(entry);
      this.settled(entry, answer);
    } else if (answer?.status === "refused" && !answer.retry_after) {
      Object.assign(entry, { state: "refused", note: answer.text });
      this.store.drop(entry.id);
      this.settled(entry, answer);
    } else {
      Object.assign(entry, { state: "unsent", note: answer?.text });
      this.changed();
      await pause(this.wait(answer));
    }
  }

  wait(answer) {
    if (answer?.retry_after) return answer.retry_after * 1000;
    // A lost connection ends the loop by itself; this is for a server that is there and does not answer.
    return Math.min(500 * 2 ** this.failures++, LONGEST_WAIT);
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// crypto.randomUUID exists on secure origins only; a shop's test server often is not one.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// One conversation with the dialogue: connects, resumes, and knows what has been said, each message once and in order.

import { io } from "../vendor/socket.io-client/socket.io.esm.min.js";
import { Outbox } from "./outbox.js";

const HISTORY_WITHIN = 3_000;

export class Conversation extends EventTarget {
  constructor({ url, token, language, store }) {
    super();
    this.language = language;
    this.store = store;
    this.messages = new Map();
    this.status = "connecting";
    this.typing = false;
    this.incomplete = false;
    this.outbox = new Outbox({
      store,
      deliver: (entry, milliseconds) => this.deliver(entry, milliseconds),
      settled: (entry, answer) => this.settled(entry, answer),
      changed: () => this.changed(),
      place: () => this.last + 0.5,
    });
    this.socket = io(url, {
      auth: token ? { token } : {},
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
    });
    this.listen();
  }

  // Position of the newest message that the server sent us itself.
  get last() {
    return Math.max(0, ...[...this.messages.values()].filter((m) => m.received).map((m) => m.position));
  }

  connect() {
    this.socket.connect();
    // The browser knows sooner than the socket that the network is gone or back.
    addEventListener("offline", () => this.become("offline"));
    addEventListener("online", () => this.socket.disconnect().connect());
  }

  send(message, title = message) {
    this.outbox.add(message, title);
  }

  // Everything to show: what was said, and what is on its way where it was written.
  thread() {
    const said = [...this.messages.values()].map((m) => ({ ...m, key: m.id ?? `p${m.position}`, place: m.position }));
    const going = this.outbox.entries.map((entry) => ({ ...entry, key: entry.id, sender: "customer", text: entry.title }));
    return [...said, ...going].sort((one, other) => one.place - other.place);
  }

  listen() {
    const { socket } = this;
    socket.on("connect", () => this.requestSession());
    socket.on("session_confirm", (id) => this.confirmed(id));
    socket.on("history", (page) => this.restore(page));
    socket.on("bot_uttered", (message) => this.receive(message, message?.sender ?? "bot"));
    socket.on("user_message", (message) => this.receive(message, "customer"));
    socket.on("typing", (state) => this.becomeTyping(Boolean(state?.on)));
    socket.on("disconnect", (reason) => this.lost(reason));
    socket.on("connect_error", (error) => this.failed(error));
  }

  requestSession() {
    this.socket.emit("session_request", {
      session_id: this.store.sessionId,
      after: this.last,
      language: this.language,
    });
  }

  confirmed(answer) {
    const id = typeof answer === "object" ? answer?.session_id : answer;
    if (typeof id !== "string") return;
    const another = this.messages.size > 0 && this.store.sessionId !== id;
    this.store.sessionId = id;
    this.sessionId = id;
    clearTimeout(this.waiting);
    if (another) {
      // What we hold is another conversation's: ask for all of this one.
      this.messages.clear();
      this.requestSession();
      return;
    }
    // A server that sends no history is still a server one can talk to.
    this.waiting = setTimeout(() => this.ready(), HISTORY_WITHIN);
  }

  restore(page) {
    for (const message of page?.messages ?? []) this.add(message, message.sender, true);
    if (page?.complete === false) this.incomplete = true;
    this.ready();
  }

  ready() {
    clearTimeout(this.waiting);
    this.become("online");
    this.outbox.resume();
  }

  receive(message, sender) {
    this.add(message, sender, false);
    if (sender !== "customer") this.typing = false;
    this.changed();
  }

  // A message that is there already (resent, restored, typed here) is not added again.
  add(message, sender, restored) {
    const position = Number(message?.position);
    if (!Number.isFinite(position)) return;
    const known = this.messages.get(position);
    if (known) {
      known.received = true;
      return;
    }
    const own = message.message_id && this.outbox.find(message.message_id);
    if (own) this.outbox.remove(own);
    this.messages.set(position, {
      id: own?.id,
      position,
      sender,
      text: String(message.text ?? ""),
      buttons: buttonsOf(message),
      question: message.question ?? null,
      at: message.at ?? new Date().toISOString(),
      received: true,
      restored,
    });
  }

  async deliver(entry, milliseconds) {
    if (!this.socket.connected) throw new Error("not connected");
    return this.socket.timeout(milliseconds).emitWithAck("user_uttered", {
      message: entry.message,
      title: entry.title,
      session_id: this.sessionId,
      message_id: entry.id,
    });
  }

  settled(entry, answer) {
    const position = Number(answer.position);
    if (answer.status === "ok" && Number.isFinite(position) && !this.messages.has(position)) {
      const { id, title, at } = entry;
      this.messages.set(position, { id, position, sender: "customer", text: title, buttons: [], question: null, at });
    }
    this.changed();
    if (answer.status === "refused") this.dispatchEvent(new CustomEvent("refused", { detail: entry }));
  }

  lost(reason) {
    clearTimeout(this.waiting);
    this.outbox.pause();
    this.typing = false;
    this.become(navigator.onLine ? "reconnecting" : "offline");
    // After this reason the library waits to be told.
    if (reason === "io server disconnect") setTimeout(() => this.socket.connect(), 1000);
  }

  failed(error) {
    this.outbox.pause();
    this.note = error?.data?.text;
    const wait = error?.data?.retry_after;
    if (wait) setTimeout(() => this.socket.connect(), wait * 1000);
    // Inactive: the server refused us by name; asking again with the same token cannot help.
    if (!this.socket.active && !wait) this.become("cannot_start");
    else this.become(navigator.onLine ? "reconnecting" : "offline");
  }

  becomeTyping(on) {
    this.typing = on;
    this.changed();
  }

  become(status) {
    if (status === "online") this.note = undefined;
    this.status = status;
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }
}

function buttonsOf(message) {
  const given = message.buttons ?? message.quick_replies ?? [];
  return (Array.isArray(given) ? given : [])
    .filter((button) => typeof button?.payload === "string")
    .map((button) => ({ title: String(button.title ?? ""), payload: button.payload }));
}

// The chat panel: what is seen and pressed. One polite live region, the log; everything else is read when reached.

import { answersFor } from "./answers.js";
import { Bubbles } from "./bubbles.js";
import { Composer } from "./composer.js";
import { icon, make } from "./elements.js";

const NARROW = matchMedia("(max-width: 640px)");
const SAME_BREATH = 5 * 60_000;

export class Panel {
  constructor({ root, conversation, store, t, name, language, maxCharacters }) {
    Object.assign(this, { root, conversation, store, t, name });
    this.bubbles = new Bubbles({ t, name, language });
    this.composer = new Composer({ t, maxCharacters, send: (text) => conversation.send(text) });
    this.seen = 0;
    this.build();
    conversation.addEventListener("change", () => this.show());
    conversation.addEventListener("refused", ({ detail }) => this.composer.giveBack(detail));
    this.minimise(store.minimised ?? NARROW.matches, { quietly: true });
    this.show();
  }

  build() {
    const { t, name } = this;
    this.log = make("div", {
      class: "log", role: "log", "aria-live": "polite", "aria-label": t("log", { name }), tabindex: "0",
    });
    this.earlier = make("p", { class: "earlier", hidden: true, text: t("earlier") });
    this.typing = make("div", { class: "typing", hidden: true, "aria-hidden": "true" }, [
      make("span"), make("span"), make("span"),
    ]);
    this.answers = make("div", { class: "answers-place" });
    this.status = make("p", { class: "status", id: "chat-status", hidden: true });
    this.empty = make("p", { class: "empty", hidden: true, text: t("empty", { name }) });
    this.body = make("div", { class: "body" }, [this.earlier, this.empty, this.log, this.typing, this.answers]);
    const close = make("button", { type: "button", class: "close", "aria-label": t("close") }, [icon("down")]);
    close.addEventListener("click", () => this.minimise(true));
    this.window = make("div", { class: "window" }, [this.header(close), this.body, this.status, this.composer.element]);
    this.launcher = make("button", { type: "button", class: "launcher", "aria-expanded": "false" }, [
      icon("chat"), make("span", { text: t("open") }), make("span", { class: "unread", hidden: true }),
    ]);
    this.launcher.addEventListener("click", () => this.minimise(false));
    this.window.addEventListener("keydown", (event) => event.key === "Escape" && this.minimise(true));
    this.root.replaceChildren(this.window, this.launcher);
  }

  header(close) {
    const { t, name } = this;
    const words = make("div", {}, [
      make("h2", { text: t("title", { name }) }),
      make("p", { text: t("subtitle") }),
    ]);
    return make("div", { class: "head" }, [make("span", { class: "avatar", "aria-hidden": "true" }, [icon("cup")]), words, close]);
  }

  minimise(yes, { quietly = false } = {}) {
    this.minimised = yes;
    this.window.hidden = yes;
    this.launcher.hidden = !yes;
    this.root.classList.toggle("minimised", yes);
    if (quietly) return;
    this.store.minimised = yes;
    if (yes) this.launcher.focus();
    else this.composer.focus();
    this.show();
    this.toEnd();
  }

  show() {
    const thread = this.conversation.thread();
    const wasAtEnd = this.body.scrollHeight - this.body.scrollTop - this.body.clientHeight < 80;
    this.place(thread);
    this.earlier.hidden = !this.conversation.incomplete;
    this.empty.hidden = thread.length > 0 || this.conversation.status !== "online";
    this.typing.hidden = !this.conversation.typing;
    this.showAnswers(thread);
    this.showStatus();
    this.showUnread(thread);
    if (wasAtEnd || thread.at(-1)?.sender === "customer") this.toEnd();
  }

  // Puts each message where it belongs, touching only those that are not there: the log announces what is added.
  place(thread) {
    this.bubbles.keepOnly(new Set(thread.map((item) => item.key)));
    let next = this.log.firstElementChild;
    thread.forEach((item, index) => {
      const element = this.bubbles.for(item);
      const before = thread[index - 1];
      const after = thread[index + 1];
      element.classList.toggle("grouped", together(item, after));
      element.dataset.day = before && sameDay(before, item) ? "" : this.bubbles.day(item.at);
      if (element === next) next = next.nextElementSibling;
      else this.log.insertBefore(element, next);
    });
  }

  // Only what was asked last can be answered by pressing, and only until an answer is on its way.
  showAnswers(thread) {
    const lastOwn = thread.findLastIndex((item) => item.sender === "customer" && item.state !== "refused");
    const asked = thread.slice(lastOwn + 1).findLast((item) => item.buttons?.length || item.question?.choices?.length);
    if (this.shown === asked?.key) return;
    this.shown = asked?.key;
    const hadFocus = this.answers.contains(document.activeElement);
    this.answers.replaceChildren();
    if (hadFocus) this.log.focus({ preventScroll: true });
    if (!asked) return;
    const press = (message, title) => this.conversation.send(message, title);
    this.answers.append(answersFor(asked, { t: this.t, choose: press, say: press }));
  }

  showStatus() {
    const { status, note } = this.conversation;
    this.root.dataset.connection = status;
    this.status.hidden = status === "online";
    this.status.textContent = status === "online" ? "" : (note ?? this.t(status));
  }

  showUnread(thread) {
    const received = thread.filter((item) => item.sender !== "customer").length;
    if (!this.minimised) this.seen = received;
    const count = received - this.seen;
    const badge = this.launcher.querySelector(".unread");
    badge.hidden = count < 1;
    badge.textContent = this.t("unread", { count });
  }

  toEnd() {
    this.body.scrollTop = this.body.scrollHeight;
  }
}

function together(one, other) {
  return Boolean(other) && one.sender === other.sender && !one.state && !other.state
    && Math.abs(new Date(other.at) - new Date(one.at)) < SAME_BREATH;
}

function sameDay(one, other) {
  return new Date(one.at).toDateString() === new Date(other.at).toDateString();
}

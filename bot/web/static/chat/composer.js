// Where the customer writes: Enter sends, Shift+Enter makes a new line.

import { icon, make } from "./elements.js";

const NEAR_LIMIT = 0.85;

export class Composer {
  constructor({ t, maxCharacters, send }) {
    Object.assign(this, { t, maxCharacters, send });
    this.field = make("textarea", {
      rows: "1", placeholder: t("write"), "aria-label": t("write"),
      "aria-describedby": "chat-left chat-status", autocomplete: "off",
    });
    this.left = make("p", { class: "left", id: "chat-left", hidden: true });
    this.button = make("button", { type: "submit", class: "send", "aria-label": t("send") }, [icon("send")]);
    const row = make("div", { class: "row" }, [this.field, this.button]);
    this.element = make("form", { class: "composer" }, [this.left, row]);
    this.field.addEventListener("input", () => this.refresh());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.element.addEventListener("submit", (event) => this.submit(event));
    this.refresh();
  }

  focus() {
    this.field.focus();
  }

  // A message that was refused comes back to be changed, unless something else is being written.
  giveBack(entry) {
    if (this.field.value || entry.message !== entry.title) return;
    this.field.value = entry.message;
    this.refresh();
  }

  pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text || this.over(text) > 0) return;
    this.field.value = "";
    this.refresh();
    this.send(text);
  }

  // Counted in characters as the server counts them: an emoji is not two.
  over(text) {
    return [...text].length - this.maxCharacters;
  }

  refresh() {
    const text = this.field.value.trim();
    const over = this.over(text);
    this.left.hidden = over <= -this.maxCharacters * (1 - NEAR_LIMIT);
    this.left.classList.toggle("over", over > 0);
    this.left.textContent = over > 0 ? this.t("too_long", { count: over }) : this.t("left", { count: -over });
    this.field.setAttribute("aria-invalid", String(over > 0));
    this.button.disabled = !text || over > 0;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 120)}px`;
  }
}

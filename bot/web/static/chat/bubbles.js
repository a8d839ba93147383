// One element a message, made once and then only brought up to date.

import { icon, make } from "./elements.js";
import { withLinks } from "./links.js";
import { progressOf } from "./answers.js";

export class Bubbles {
  constructor({ t, name, language }) {
    Object.assign(this, { t, name });
    const locale = language === "en" ? "en-GB" : language;
    this.clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
    this.days = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
    this.elements = new Map();
  }

  for(item) {
    if (!this.elements.has(item.key)) this.elements.set(item.key, this.made(item));
    const { element } = this.elements.get(item.key);
    this.update(element, item);
    return element;
  }

  // Forget what is no longer shown.
  keepOnly(keys) {
    for (const [key, { element }] of this.elements) {
      if (keys.has(key)) continue;
      element.remove();
      this.elements.delete(key);
    }
  }

  made(item) {
    const who = this.t(item.sender === "customer" ? "you" : item.sender, { name: this.name });
    const bubble = make("div", { class: "bubble" });
    bubble.append(withLinks(item.text));
    const progress = progressOf(item.question, this.t);
    const heading = make("span", { class: "hidden", text: `${this.t("said", { who })} ` });
    const meta = make("p", { class: "meta" });
    const parts = progress ? [heading, progress, bubble, meta] : [heading, bubble, meta];
    const element = make("div", { class: `message ${item.sender}` }, parts);
    if (item.sender === "manager") element.prepend(make("p", { class: "manager-name", text: who }));
    return { element };
  }

  update(element, item) {
    const state = item.state ?? "delivered";
    if (element.dataset.state === state && element.dataset.note === (item.note ?? "")) return;
    element.dataset.state = state;
    element.dataset.note = item.note ?? "";
    const meta = element.querySelector(".meta");
    if (state === "delivered") {
      meta.replaceChildren(make("time", { datetime: item.at, text: this.clock.format(new Date(item.at)) }));
    } else {
      const note = item.note ? (state === "refused" ? `${this.t("refused")}. ${item.note}` : item.note) : this.t(state);
      meta.replaceChildren(icon(state === "refused" ? "alert" : "clock"), make("span", { text: note }));
    }
  }

  day(at) {
    const date = new Date(at);
    const today = new Date();
    const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
    const ago = Math.round((midnight(today) - midnight(date)) / 86_400_000);
    if (ago === 0) return this.t("today");
    return ago === 1 ? this.t("yesterday") : this.days.format(date);
  }
}

// What can be pressed below a message: a scale, a list to tick, or plain buttons.

import { make } from "./elements.js";

const ONE_ROW = 7;

// `choose(payload, title)` presses a button; `say(text)` sends words.
export function answersFor({ buttons, question }, { t, choose, say }) {
  const group = make("div", { class: "answers", role: "group", "aria-label": t("answers") });
  const several = question?.kind === "choices" ? titlesOf(question.choices) : [];
  const numbers = buttons.filter((button) => /^\d{1,2}$/.test(button.title));
  const ticked = new Set(several);
  const others = buttons.filter((button) => !numbers.includes(button) && !ticked.has(button.title));
  if (several.length) group.append(tickList(several, t, say));
  if (numbers.length) group.append(scale(numbers, question, choose));
  const beside = several.length || numbers.length ? "pills quiet" : "pills";
  if (others.length) group.append(make("div", { class: beside }, others.map((button) => pill(button, choose))));
  return group;
}

export function progressOf(question, t) {
  if (!question?.number || !(question.total > 1)) return null;
  return make("p", { class: "progress", text: t("question_of", question) });
}

function scale(numbers, question, choose) {
  const rows = numbers.length > ONE_ROW ? 2 : 1;
  const grid = make("div", { class: "scale", data: { columns: Math.ceil(numbers.length / rows) } });
  const [lowest, highest] = endsOf(question?.labels);
  numbers.forEach((button, index) => {
    const end = index === 0 ? lowest : index === numbers.length - 1 ? highest : undefined;
    const label = end && !end.startsWith(button.title) ? `${button.title}, ${end}` : undefined;
    grid.append(pill(button, choose, label));
  });
  const ends = make("div", { class: "ends", "aria-hidden": "true" }, [
    make("span", { text: lowest ?? "" }),
    make("span", { text: highest ?? "" }),
  ]);
  return make("div", {}, lowest || highest ? [grid, ends] : [grid]);
}

function tickList(titles, t, say) {
  const boxes = titles.map((title) => make("input", { type: "checkbox", value: title }));
  const rows = boxes.map((box) => make("label", { class: "tick" }, [box, make("span", { text: box.value })]));
  const problem = make("p", { class: "note", hidden: true, text: t("choose_first") });
  const done = make("button", { type: "button", class: "primary", text: t("send_choices") });
  done.addEventListener("click", () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    problem.hidden = chosen.length > 0;
    if (chosen.length) say(chosen.join(", "));
    else boxes[0].focus();
  });
  return make("div", { class: "ticks" }, [...rows, problem, done]);
}

function pill(button, choose, label) {
  const element = make("button", { type: "button", text: button.title, "aria-label": label });
  element.addEventListener("click", ({ detail }) => {
    // The second half of a double click must not answer the question that came in between.
    if (detail < 2) choose(button.payload, button.title);
  });
  return element;
}

function titlesOf(choices) {
  return (Array.isArray(choices) ? choices : []).map((choice) => String(choice?.title ?? choice));
}

// Labels come as [lowest, highest] or by value: {"0": "Not at all", "10": "Very"}.
function endsOf(labels) {
  const values = Array.isArray(labels) ? labels : Object.values(labels ?? {});
  return values.length > 1 ? [String(values[0]), String(values.at(-1))] : [];
}

// The panel's own sentences, in the page's language.

export async function loadTexts(language) {
  const answer = await fetch(new URL("./texts.json", import.meta.url));
  const all = await answer.json();
  const texts = all[language] ?? all.en;
  return (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

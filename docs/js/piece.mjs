/* What the figures that can be worked with have in common.

   <softmax-dial data-piece="NAME.piece.json"> holds its picture. When it comes near, it fetches its
   data, and what `build(data)` returns takes the picture's place. Where that fails, the picture
   stays: without scripts it is all there is. */

import { make } from "./elements.mjs";

export class Piece extends HTMLElement {
  connectedCallback() {
    if (this.observer) return;
    this.observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.observer.disconnect();
        this.open();
      },
      { rootMargin: "300px" },
    );
    this.observer.observe(this);
  }

  async open() {
    try {
      const response = await fetch(this.dataset.piece);
      if (!response.ok) throw new Error(`${this.dataset.piece}: ${response.status}`);
      const data = await response.json();
      this.body = make("div", { class: `piece ${this.localName}-body` });
      this.body.setAttribute("role", "group");
      this.body.setAttribute("aria-label", this.querySelector("img")?.alt ?? "");
      this.said = make("p", { class: "piece-said", role: "status" });
      this.build(data);
      this.replaceChildren(this.body);
      this.placed?.();
      this.dataset.state = "ready";
    } catch {
      this.dataset.state = "failed";
    }
  }
}

/** A slider with its name and value; `shown(number)` says the value, `moved()` is called after. */
export function slider(name, { min, max, step, value }, shown, moved) {
  const input = make("input", { type: "range", min, max, step, value });
  const output = make("output", { "aria-hidden": "true" });
  const update = () => {
    const text = shown(Number(input.value));
    input.setAttribute("aria-valuetext", text);
    output.textContent = text;
  };
  input.addEventListener("input", () => {
    update();
    moved();
  });
  update();
  return { input, element: make("label", {}, make("span", { text: name }), input, output) };
}

/** Buttons of which one is pressed; `chosen(index)` is called with its place. */
export function buttons(name, texts, chosen, start = 0) {
  const group = make("div", { class: "piece-choice", role: "group", "aria-label": name });
  texts.forEach((text, index) => {
    const button = make("button", { type: "button", text, "aria-pressed": index === start });
    button.addEventListener("click", () => {
      for (const other of group.children) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      chosen(index);
    });
    group.append(button);
  });
  return group;
}

/** A share with so many digits; what is little is not printed as nothing. */
function printed(share, digits) {
  if (share === 0) return "0";
  const least = 10 ** -digits;
  return share < least / 2 ? `<${least}` : share.toFixed(digits);
}

/** Rows of a word and a bar; `show(weights)` fills them. `role` names a colour. */
export class Bars {
  constructor(words, role = "weight", notes = []) {
    this.element = make("div", { class: "piece-bars", role: "list" });
    this.element.style.setProperty("--bar", `var(--${role})`);
    this.rows = words.map((word, index) => {
      const parts = {
        word: make("code", { text: word }),
        note: make("small", { text: notes[index] ?? "" }),
        bar: make("span", { class: "piece-bar" }),
        number: make("span", { class: "piece-number" }),
      };
      const row = make("div", { role: "listitem" }, ...Object.values(parts));
      this.element.append(row);
      return { row, ...parts };
    });
    this.element.toggleAttribute("data-notes", notes.length > 0);
  }

  show(weights, digits = 3) {
    this.rows.forEach(({ row, bar, number }, index) => {
      const weight = weights?.[index] ?? null;
      bar.style.setProperty("--share", weight ?? 0);
      number.textContent = weight === null ? "–" : printed(weight, digits);
      row.toggleAttribute("data-out", !weight);
    });
  }
}

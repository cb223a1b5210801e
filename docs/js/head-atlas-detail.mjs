/* One head of the atlas, enlarged: its map, its statistics, and one row of weights in words. */

import { make } from "./elements.mjs";
import { HeadMap } from "./head-atlas-map.mjs";
import { amount, shown, sorted } from "./head-atlas-text.mjs";

const PRINTED = 0.05; // smaller weights have no number on their word

export class Detail {
  constructor() {
    this.element = make("section", { class: "atlas-detail", "aria-label": "The chosen head" });
    this.heading = make("h3", { class: "atlas-title" });
    this.numbers = make("dl", { class: "atlas-numbers" });
    this.map = new HeadMap((place, index) => this.point(place, index));
    this.place = make("input", { type: "range", min: 1, value: 1 });
    const looks = { class: "atlas-looks", role: "group", "aria-label": "The words: choose who looks" };
    this.looks = make("div", looks);
    this.reading = make("p", { class: "atlas-reading", role: "status" });
    const label = make("label", {}, make("span", { text: "Who looks" }), this.place);
    this.element.append(
      make("div", { class: "atlas-head" }, this.heading, this.numbers),
      make("div", { class: "atlas-picture" }, this.map.element, scale(), label),
      make("div", { class: "atlas-words" }, this.reading, this.looks),
    );
    this.place.addEventListener("input", () => this.readRow());
    this.looks.addEventListener("click", (event) => {
      const chip = event.target.closest("button");
      if (chip) this.choose(Number(chip.dataset.place));
    });
    new ResizeObserver(() => this.map.draw()).observe(this.element);
  }

  /** Show a head of a text. */
  show(text, head) {
    if (text !== this.text) {
      this.place.max = String(text.tokens.length);
      this.place.value = this.place.max;
      this.makeChips(text);
    }
    Object.assign(this, { text, head });
    this.heading.textContent = text.name(head);
    this.numbers.replaceChildren(
      ...text.statistics.map((one) =>
        make("div", {}, make("dt", { text: one.label }), make("dd", { text: amount(one, head) })),
      ),
    );
    this.readRow();
  }

  makeChips(text) {
    this.chips = text.tokens.map((token, place) => {
      const word = make("span", { text: shown(token) });
      const number = make("span", { class: "atlas-share" });
      return make("button", { type: "button", class: "atlas-token", "data-place": place }, word, number);
    });
    this.looks.replaceChildren(...this.chips);
  }

  choose(place) {
    this.place.value = String(place + 1);
    this.readRow();
  }

  /** What the map says: a row was chosen, a cell is pointed at, or nothing is any more. */
  point(place, index) {
    if (place === undefined) this.say();
    else if (index === undefined) this.choose(place);
    else {
      const share = this.text.row(this.head, place)[index];
      this.reading.textContent = `${this.named(place)} gives ${this.named(index)} ${share.toFixed(2)}`;
    }
  }

  /** One row in words: every word with what it gets, and the three that get most. */
  readRow() {
    const place = Number(this.place.value) - 1;
    const row = this.text.row(this.head, place);
    this.chips.forEach((chip, index) => {
      const share = row[index] ?? 0;
      chip.style.setProperty("--share", `${Math.round(100 * share)}%`);
      chip.lastChild.textContent = share < PRINTED ? "" : ` ${share.toFixed(2).replace(/^0/, "")}`;
      chip.toggleAttribute("data-hidden", index > place);
      chip.setAttribute("aria-pressed", String(index === place));
    });
    this.keepInSight(this.chips[place]);
    this.place.setAttribute("aria-valuetext", `token ${place + 1}, ${shown(this.text.tokens[place])}`);
    this.say();
    this.map.show(this.text, this.head, place);
  }

  /** Scroll the list of words, and nothing around it, to the one that looks. */
  keepInSight(chip) {
    const top = chip.offsetTop - this.looks.offsetTop;
    const { scrollTop, clientHeight } = this.looks;
    if (top < scrollTop || top + chip.offsetHeight > scrollTop + clientHeight) {
      this.looks.scrollTop = top - clientHeight / 2;
    }
  }

  say() {
    const place = Number(this.place.value) - 1;
    const row = this.text.row(this.head, place);
    const most = sorted(row, true)
      .slice(0, 3)
      .map((index) => `${this.named(index)} ${row[index].toFixed(2)}`);
    this.reading.textContent = `${this.named(place)} looks at ${most.join(", ")}`;
  }

  named(place) {
    return `${shown(this.text.tokens[place])} (${place + 1})`;
  }
}

/** What a shade of the map means. */
function scale() {
  const bar = make("span", { class: "atlas-scale-bar" });
  return make("p", { class: "atlas-scale" }, "weight 0", bar, "1");
}

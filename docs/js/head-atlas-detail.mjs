/* One head of the atlas, enlarged: its picture, its statistics, and one row of weights in words. */

import { colour, make } from "./elements.mjs";
import { amount, shown, sorted } from "./head-atlas-text.mjs";

export class Detail {
  constructor() {
    this.element = make("section", { class: "atlas-detail", "aria-label": "The chosen head" });
    this.heading = make("h3", { class: "atlas-title" });
    this.numbers = make("dl", { class: "atlas-numbers" });
    this.large = make("canvas", { class: "atlas-large", "aria-hidden": "true" });
    this.place = make("input", { type: "range", min: 1, value: 1 });
    this.looks = make("p", { class: "atlas-looks", tabindex: 0, role: "group", "aria-label": "The row" });
    this.reading = make("p", { class: "atlas-reading", role: "status" });
    const label = make("label", {}, make("span", { text: "Who looks" }), this.place);
    this.element.append(
      make("div", { class: "atlas-head" }, this.heading, this.numbers),
      make("div", { class: "atlas-picture" }, this.large, label),
      make("div", { class: "atlas-words" }, this.reading, this.looks),
    );
    this.place.addEventListener("input", () => this.readRow());
    this.large.addEventListener("click", (event) => {
      const share = event.offsetY / this.large.clientHeight;
      this.place.value = String(Math.floor(share * this.text.tokens.length) + 1);
      this.readRow();
    });
  }

  /** Show a head of a text; `picture` is a canvas with one pixel a weight. */
  show(text, head, picture) {
    if (text !== this.text) {
      this.place.max = String(text.tokens.length);
      this.place.value = this.place.max;
    }
    Object.assign(this, { text, head, picture });
    this.heading.textContent = text.name(head);
    this.numbers.replaceChildren(
      ...text.statistics.map((one) =>
        make("div", {}, make("dt", { text: one.label }), make("dd", { text: amount(one, head) })),
      ),
    );
    this.readRow();
  }

  /** One row in words: every token, shaded by what it gets, and the three that get most. */
  readRow() {
    const place = Number(this.place.value) - 1;
    const row = this.text.row(this.head, place);
    const who = shown(this.text.tokens[place]);
    const most = sorted(row, true)
      .slice(0, 3)
      .map((n) => `${shown(this.text.tokens[n])} (${n + 1}) ${row[n].toFixed(2)}`);
    this.reading.textContent = `${who} (${place + 1}) looks at ${most.join(", ")}`;
    this.place.setAttribute("aria-valuetext", `token ${place + 1}, ${who}`);
    const pills = this.text.tokens.map((token, index) => {
      const pill = make("span", { class: "atlas-token", text: shown(token) });
      pill.style.setProperty("--share", `${Math.round(100 * (row[index] ?? 0))}%`);
      if (index > place) pill.dataset.hidden = "";
      if (index === place) pill.dataset.looks = "";
      return pill;
    });
    this.looks.replaceChildren(...pills.flatMap((pill) => [pill, " "]));
    this.enlarge();
  }

  /** The chosen head, with a frame around the row that is read. */
  enlarge() {
    if (!this.picture) return;
    const size = this.text.tokens.length;
    const zoom = Math.max(1, Math.floor(640 / size));
    const marked = Number(this.place.value) - 1;
    this.large.width = this.large.height = size * zoom;
    const context = this.large.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(this.picture, 0, 0, size * zoom, size * zoom);
    context.strokeStyle = `rgb(${colour(this.element, "--ink").join(" ")})`;
    context.lineWidth = 2;
    context.strokeRect(1, marked * zoom + 1, (marked + 1) * zoom - 2, zoom - 2);
  }
}

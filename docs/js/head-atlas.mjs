/* <head-atlas>
     <p>What readers without scripts get: <a href="figures/one.json">One text</a>, <a ...>...</a></p>
   </head-atlas>

   Every head of a model as a small picture of its weights. Each link inside names a text and leads
   to its data: {"values": {"tokens", "layers", "heads", "weights", "statistics"}}, where "weights"
   is base64 of a zlib stream of bytes, weight × 255, the lower triangle of each head row by row.
   The reader starts with one of three kinds of heads, or chooses the text, the statistic to sort by
   and the layers, and enlarges one head.
   Until a script has read the data, the element is the sentence it holds. */

import { choice, colour, make } from "./elements.mjs";
import { Detail } from "./head-atlas-detail.mjs";
import { sorted, Text } from "./head-atlas-text.mjs";

// The head with the largest statistic, in the first text that has it; the first start is shown first.
const STARTS = [
  { name: "previous word", statistic: "on the token before" },
  { name: "induction", statistic: "on what followed it (induction)" },
  { name: "resting", statistic: "on the first token" },
];

class HeadAtlas extends HTMLElement {
  connectedCallback() {
    if (this.started) return;
    this.started = true;
    this.sources = [...this.querySelectorAll("a[href]")];
    if (!this.sources.length || !("DecompressionStream" in window)) return;
    this.observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.observer.disconnect();
        this.start(STARTS[0]).catch(() => this.fail());
      },
      { rootMargin: "400px" },
    );
    this.observer.observe(this);
  }

  disconnectedCallback() {
    this.observer?.disconnect();
    this.themes?.disconnect();
  }

  /** Nothing could be read: what the page says without scripts stays, or comes back. */
  fail() {
    this.dataset.state = "failed";
    this.body?.remove();
    if (this.fallback) this.append(...this.fallback);
  }

  read(source) {
    this.texts ??= [];
    this.texts[source] ??= Text.fetch(this.sources[source].href);
    return this.texts[source];
  }

  async open(source) {
    const text = await this.read(source);
    if (this.body && Number(this.textChoice.value) !== source) return; // another was chosen since
    this.text = text;
    if (!this.body) this.build();
    this.offerStatistics();
    this.makeButtons();
    this.arrange();
    this.dataset.state = "ready"; // a map that is shown has a width to be drawn in
    this.select(this.chosen ?? this.order[0]);
  }

  /** Show the heads of one kind, the clearest first and enlarged. */
  async start({ statistic }) {
    for (let source = 0; source < this.sources.length; source += 1) {
      const number = (await this.read(source)).number(statistic);
      if (number < 0) continue;
      if (this.body) this.textChoice.value = String(source);
      await this.open(source);
      this.statistic.value = String(number + 1);
      this.direction.value = "0";
      this.layers.selectedIndex = 0;
      this.arrange();
      this.select(this.order[0]);
      this.grid.scrollTop = 0;
      return;
    }
  }

  build() {
    this.body = make("div", { class: "atlas" });
    this.starts = make("div", { class: "atlas-starts", role: "group", "aria-label": "Start with" });
    this.starts.append(make("span", { text: "Start with" }));
    for (const one of STARTS) {
      const button = make("button", { type: "button", text: one.name });
      button.addEventListener("click", () => this.start(one).catch(() => this.fail()));
      this.starts.append(button);
    }
    let label;
    [this.textChoice, label] = choice("Text", this.sources.map((link) => link.textContent));
    const controls = make("div", { class: "atlas-controls" }, label);
    [this.statistic, label] = choice("Sort by", []);
    controls.append(label);
    [this.direction, label] = choice("Order", ["largest first", "smallest first"]);
    controls.append(label);
    [this.layers, label] = choice("Show", []);
    controls.append(label);
    this.summary = make("p", { class: "atlas-summary", role: "status" });
    this.grid = make("div", { class: "atlas-grid", role: "group", "aria-label": "Heads, as layer.head" });
    this.detail = new Detail();
    this.body.append(this.starts, controls, this.summary, this.grid, this.detail.element);
    this.textChoice.addEventListener("change", () => {
      this.open(Number(this.textChoice.value)).catch(() => this.fail());
    });
    for (const control of [this.statistic, this.direction, this.layers]) {
      control.addEventListener("change", () => this.arrange());
    }
    this.grid.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      this.select(Number(button.dataset.head));
      this.detail.map.element.scrollIntoView({ block: "nearest" });
    });
    this.grid.addEventListener("keydown", (event) => this.move(event));
    this.fallback = [...this.childNodes];
    this.replaceChildren(this.body);
    this.themes = new MutationObserver(() => this.paint());
    this.themes.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  /** The statistics and layers of this text; what was chosen before stays where it exists. */
  offerStatistics() {
    const before = this.statistic.selectedOptions[0]?.textContent;
    const names = ["layer and head", ...this.text.statistics.map((one) => one.label)];
    this.statistic.replaceChildren(
      ...names.map((text, index) => make("option", { value: index, text })),
    );
    this.statistic.value = String(Math.max(0, names.indexOf(before)));
    if (!this.layers.options.length) {
      const last = this.text.layer(this.text.count - 1);
      const steps = [[1, last]];
      for (let from = 1; from <= last && last > 10; from += 10) {
        steps.push([from, Math.min(from + 9, last)]);
      }
      this.layers.append(
        ...steps.map(([from, to], index) =>
          make("option", {
            value: `${from} ${to}`,
            text: index ? `layers ${from}–${to}` : "all layers",
          }),
        ),
      );
    }
  }

  /** A button with a picture for every head of this text. */
  makeButtons() {
    this.buttons = new Map();
    for (let head = 0; head < this.text.count; head += 1) {
      const place = `${this.text.layer(head)}.${(head % this.text.heads) + 1}`;
      const button = make(
        "button",
        { type: "button", "data-head": head, tabindex: -1 },
        make("canvas", { "aria-hidden": "true" }),
        make("span", { class: "atlas-place", text: place }),
        " ", // parts the two in what a screen reader says
        make("span", { class: "atlas-number" }),
      );
      this.buttons.set(head, button);
    }
    this.paint();
  }

  /** Put the heads in order, with the chosen statistic under each. */
  arrange() {
    const statistic = this.text.statistics[Number(this.statistic.value) - 1];
    const numbers = statistic?.values ?? Array.from({ length: this.text.count }, (_, n) => n);
    const largestFirst = statistic !== undefined && this.direction.value === "0";
    this.direction.disabled = statistic === undefined;
    const [from, to] = this.layers.value.split(" ").map(Number);
    this.order = sorted(numbers, largestFirst).filter((head) => {
      const layer = this.text.layer(head);
      return layer >= from && layer <= to;
    });
    for (const head of this.order) {
      this.buttons.get(head).lastChild.textContent = statistic ? numbers[head].toFixed(2) : "";
    }
    this.grid.replaceChildren(...this.order.map((head) => this.buttons.get(head)));
    const how = statistic
      ? `sorted: ${statistic.label}, ${this.direction.selectedOptions[0].textContent}`
      : "by layer and head";
    const under = statistic ? "layer.head, and that number" : "layer.head";
    this.summary.textContent = `${this.order.length} heads, ${how}. Under each: ${under}. Scroll for more.`;
    this.mark();
  }

  /** The chosen head is pressed; it, or the first, is where the Tab key enters the grid. */
  mark() {
    for (const [head, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(head === this.chosen));
      button.tabIndex = -1;
    }
    const entry = this.buttons.get(this.chosen) ?? this.buttons.get(this.order[0]);
    if (entry) entry.tabIndex = 0;
  }

  move(event) {
    const at = this.order.indexOf(Number(event.target.dataset?.head));
    if (at < 0) return;
    const wide = Math.max(1, this.columns());
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: wide, ArrowUp: -wide };
    let next = at + (steps[event.key] ?? 0);
    if (event.key === "Home") next = 0;
    else if (event.key === "End") next = this.order.length - 1;
    else if (!(event.key in steps)) return;
    event.preventDefault();
    if (next < 0 || next >= this.order.length) return;
    this.select(this.order[next]);
    this.buttons.get(this.chosen).focus();
  }

  columns() {
    const tops = [...this.grid.children].map((button) => button.offsetTop);
    return tops.filter((top) => top === tops[0]).length;
  }

  select(head) {
    this.chosen = head;
    this.mark();
    this.detail.show(this.text, head);
  }

  /** All pictures in the colours of the page: one pixel a weight, CSS enlarges it. */
  paint() {
    const size = this.text.tokens.length;
    const picture = new ImageData(size, size);
    const { data } = picture;
    const weight = colour(this, "--weight");
    for (let pixel = 0; pixel < size * size; pixel += 1) data.set(weight, 4 * pixel);
    for (const [head, button] of this.buttons) {
      let next = head * this.text.triangle;
      for (let place = 0; place < size; place += 1) {
        for (let index = 0; index <= place; index += 1) {
          data[4 * (place * size + index) + 3] = this.text.bytes[next];
          next += 1;
        }
      }
      const canvas = button.firstChild;
      canvas.width = canvas.height = size;
      canvas.getContext("2d").putImageData(picture, 0, 0);
    }
    this.detail.map.draw();
  }
}

if (!customElements.get("head-atlas")) customElements.define("head-atlas", HeadAtlas);

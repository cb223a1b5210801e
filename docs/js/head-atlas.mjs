/* <head-atlas>
     <p>What readers without scripts get: <a href="figures/one.json">One text</a>, <a ...>...</a></p>
   </head-atlas>

   Every head of a model as a small picture of its weights. Each link inside names a text and leads
   to its data: {"values": {"tokens", "layers", "heads", "weights", "statistics"}}, where "weights"
   is base64 of a zlib stream of bytes, weight × 255, the lower triangle of each head row by row.
   The reader chooses the text, the statistic to sort by and the layers, and enlarges one head.
   Until a script has read the data, the element is the sentence it holds. */

import { Text, shown, sorted } from "./head-atlas-text.mjs";

function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "text") element.textContent = value;
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function choice(label, options) {
  const select = make("select");
  options.forEach((text, index) => select.append(make("option", { value: index, text })));
  return [select, make("label", {}, make("span", { text: label }), select)];
}

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
        this.open(0).catch(() => this.fail());
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

  async open(source) {
    this.texts ??= [];
    this.texts[source] ??= Text.fetch(this.sources[source].href);
    const text = await this.texts[source];
    if (this.body && Number(this.textChoice.value) !== source) return; // another was chosen since
    this.text = text;
    if (!this.body) this.build();
    this.offerStatistics();
    this.makeButtons();
    this.arrange();
    this.select(this.chosen ?? this.order[0]);
    this.dataset.state = "ready";
  }

  build() {
    this.body = make("div", { class: "atlas" });
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
    this.grid = make("div", { class: "atlas-grid", role: "group", "aria-label": "Heads" });
    this.detail = make("section", { class: "atlas-detail", "aria-label": "The chosen head" });
    this.body.append(controls, this.summary, this.grid, this.detail);
    this.buildDetail();
    this.textChoice.addEventListener("change", () => {
      this.open(Number(this.textChoice.value)).catch(() => this.fail());
    });
    for (const control of [this.statistic, this.direction, this.layers]) {
      control.addEventListener("change", () => this.arrange());
    }
    this.grid.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.select(Number(button.dataset.head));
    });
    this.grid.addEventListener("keydown", (event) => this.move(event));
    this.fallback = [...this.childNodes];
    this.replaceChildren(this.body);
    this.themes = new MutationObserver(() => this.paint());
    this.themes.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  buildDetail() {
    this.heading = make("h3", { class: "atlas-title" });
    this.numbers = make("dl", { class: "atlas-numbers" });
    this.large = make("canvas", { class: "atlas-large", "aria-hidden": "true" });
    this.place = make("input", { type: "range", min: 1, value: 1 });
    this.looks = make("p", { class: "atlas-looks", tabindex: 0, role: "group", "aria-label": "The row" });
    this.reading = make("p", { class: "atlas-reading", role: "status" });
    const label = make("label", {}, make("span", { text: "Who looks" }), this.place);
    this.detail.append(
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
    this.place.max = String(this.text.tokens.length);
    this.place.value = this.place.max;
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
      const number = statistic ? numbers[head].toFixed(2) : "";
      const said = statistic ? `: ${this.amount(statistic, head)} ${statistic.label}` : "";
      const button = this.buttons.get(head);
      button.setAttribute("aria-label", this.text.name(head) + said);
      button.lastChild.textContent = number;
    }
    this.grid.replaceChildren(...this.order.map((head) => this.buttons.get(head)));
    const how = statistic
      ? `sorted: ${statistic.label}, ${this.direction.selectedOptions[0].textContent}`
      : "by layer and head";
    this.summary.textContent = `${this.order.length} heads, ${how}.`;
    this.mark();
  }

  /** A statistic of one head, with its unit where it has one. */
  amount(statistic, head) {
    return `${statistic.values[head].toFixed(2)} ${statistic.unit}`.trim();
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
    event.target.tabIndex = -1;
    const button = this.buttons.get(this.order[next]);
    button.tabIndex = 0;
    button.focus();
  }

  columns() {
    const tops = [...this.grid.children].map((button) => button.offsetTop);
    return tops.filter((top) => top === tops[0]).length;
  }

  select(head) {
    this.chosen = head;
    this.mark();
    this.heading.textContent = this.text.name(head);
    this.numbers.replaceChildren(
      ...this.text.statistics.map((one) =>
        make(
          "div",
          {},
          make("dt", { text: one.label }),
          make("dd", { text: this.amount(one, head) }),
        ),
      ),
    );
    this.readRow();
  }

  /** One row in words: every token, shaded by what it gets, and the three that get most. */
  readRow() {
    const place = Number(this.place.value) - 1;
    const row = this.text.row(this.chosen, place);
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

  /** All pictures in the colours of the page: one pixel a weight, CSS enlarges it. */
  paint() {
    const size = this.text.tokens.length;
    const picture = new ImageData(size, size);
    const { data } = picture;
    const colour = this.colour("--weight");
    for (let pixel = 0; pixel < size * size; pixel += 1) data.set(colour, 4 * pixel);
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
    if (this.chosen !== undefined) this.enlarge();
  }

  /** The chosen head, with a frame around the row that is read. */
  enlarge() {
    const size = this.text.tokens.length;
    const zoom = Math.max(1, Math.floor(640 / size));
    const marked = Number(this.place.value) - 1;
    this.large.width = this.large.height = size * zoom;
    const context = this.large.getContext("2d");
    context.imageSmoothingEnabled = false;
    const small = this.buttons.get(this.chosen).firstChild;
    context.drawImage(small, 0, 0, size * zoom, size * zoom);
    context.strokeStyle = `rgb(${this.colour("--ink").join(" ")})`;
    context.lineWidth = 2;
    context.strokeRect(1, marked * zoom + 1, (marked + 1) * zoom - 2, zoom - 2);
  }

  /** Red, green and blue of a colour of the style sheet; black without one. */
  colour(name) {
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = getComputedStyle(this).getPropertyValue(name).trim() || "#000000";
    return [1, 3, 5].map((start) => parseInt(context.fillStyle.slice(start, start + 2), 16));
  }
}

if (!customElements.get("head-atlas")) customElements.define("head-atlas", HeadAtlas);

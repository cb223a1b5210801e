/* <figure class="figure" data-tables="NAME.tables.json">: the numbers of its picture, one by one.

   A clear layer lies over the picture. Pointing at a cell, tapping it or the arrow keys light its
   row and column and say its number in words: "it looks at animal: 0.309". Where words are joined
   by lines, the chosen word keeps its lines and the others fade. The file is fetched when the reader
   first comes near; generators/pipeline/tables.py says what is in it. Without scripts, or without
   the file, the picture and its description are all there is. */

import { draw, make } from "./elements.mjs";
import { Grids } from "./tables.mjs";

const LINKED = "Words of the picture; the arrow keys go from word to word";
const NUMBERS = "Numbers of the picture; the arrow keys go from cell to cell";

class Explorer {
  constructor(figure) {
    this.figure = figure;
    this.lined = "lines" in figure.dataset;
    const label = this.lined ? LINKED : NUMBERS;
    this.layer = make("div", { class: "explore", tabindex: 0, role: "application", "aria-label": label });
    this.bubble = make("div", { class: "explore-said", "aria-hidden": "true" });
    this.live = make("span", { class: "visually-hidden", "aria-live": "polite" });
    this.drawing = draw("svg", { "aria-hidden": "true" });
    this.layer.append(this.drawing, this.bubble, this.live);
    this.cover();
    this.listen();
    this.clear();
  }

  /** Lay the layer over the picture; the style sheet says in the caption that there is one. */
  cover() {
    const picture = this.figure.querySelector("picture");
    // The narrow picture is shown where its source says.
    this.narrow = matchMedia(picture.querySelector("source")?.media || "not all");
    let areas = picture.closest(".figure-areas"); // links that lie over the picture stay on top
    if (!areas) {
      areas = make("div", { class: "figure-areas" });
      picture.replaceWith(areas);
      areas.append(picture);
    }
    picture.after(this.layer);
  }

  listen() {
    const { layer } = this;
    layer.addEventListener("pointerenter", () => this.load());
    layer.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch") this.point(event);
    });
    layer.addEventListener("pointerleave", () => this.show(this.kept));
    layer.addEventListener("click", async (event) => {
      await this.load();
      this.kept = this.point(event);
      this.say();
    });
    layer.addEventListener("focus", async () => {
      await this.load();
      if (!this.reader || this.shown || !layer.matches(":focus-visible")) return;
      this.keep(this.kept ?? this.reader.first());
    });
    layer.addEventListener("blur", () => this.clear());
    layer.addEventListener("keydown", (event) => this.press(event));
    this.narrow.addEventListener("change", () => this.turn());
  }

  load() {
    this.loading ??= fetch(this.figure.dataset.tables)
      .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
      .then(async (file) => {
        this.Reader = this.lined ? (await import("./lines.mjs")).Lines : Grids;
        this.file = file;
        this.turn();
        this.figure.dataset.explore = "ready";
      })
      .catch(() => {
        this.layer.remove();
        delete this.figure.dataset.tables; // and with it the words in the caption
      });
    return this.loading;
  }

  /** Read the picture that this screen shows. */
  turn() {
    this.clear();
    if (!this.file) return;
    const layout = (this.narrow.matches && this.file.narrow) || this.file.wide;
    this.size = layout.size;
    this.reader = new this.Reader(this.file.tables, layout);
    this.drawing.setAttribute("viewBox", `0 0 ${this.size.join(" ")}`);
  }

  /** Show what is under the pointer, if there is something; returns it. */
  point(event) {
    if (!this.reader) return null;
    const box = this.layer.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * this.size[0];
    const y = ((event.clientY - box.top) / box.height) * this.size[1];
    const found = this.reader.find(x, y);
    this.show(found ?? this.kept);
    return found;
  }

  press(event) {
    if (!this.reader || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      this.clear();
      return;
    }
    const next = this.reader.step(this.kept ?? this.shown ?? this.reader.first(), event.key);
    if (!next) return;
    event.preventDefault();
    this.keep(next);
  }

  keep(chosen) {
    this.kept = chosen;
    this.show(chosen);
    this.say();
  }

  say() {
    this.live.textContent = this.kept ? this.reader.spoken(this.kept) : "";
  }

  clear() {
    this.kept = null;
    this.live.textContent = "";
    this.show(null);
  }

  /** Light what is chosen and print its numbers beside it. */
  show(chosen) {
    this.shown = chosen;
    this.layer.toggleAttribute("data-shows", Boolean(chosen));
    if (!chosen) return;
    this.drawing.replaceChildren(...this.reader.paint(chosen));
    this.bubble.replaceChildren(...this.reader.words(chosen));
    this.settle(this.reader.spot(chosen));
  }

  /** Put the words below what is chosen and beside its column, or where there is room. */
  settle([left, top, width, height]) {
    const { bubble } = this;
    const { clientWidth, clientHeight } = this.layer;
    const scale = clientWidth / this.size[0];
    const [start, end] = [left * scale - 6, (left + width) * scale + 6];
    const [above, below] = [top * scale - 6, (top + height) * scale + 6];
    const right = end + bubble.offsetWidth <= clientWidth;
    const fits = below + bubble.offsetHeight <= clientHeight;
    bubble.style.left = `${right ? end : Math.max(0, start - bubble.offsetWidth)}px`;
    bubble.style.top = `${fits ? below : Math.max(0, above - bubble.offsetHeight)}px`;
  }
}

for (const figure of document.querySelectorAll(".figure[data-tables]")) {
  if (figure.querySelector("picture")) new Explorer(figure);
}

/* <figure class="figure" data-tables="NAME.tables.json">: the numbers of its grids, cell by cell.

   A clear layer lies over the picture. Pointing at a cell, tapping it or the arrow keys light its
   row and column and say its number in words: "it looks at animal: 0.309". The file is fetched when
   the reader first comes near; generators/pipeline/tables.py says what is in it. Without scripts,
   or without the file, the picture and its description are all there is. */

import { make } from "./elements.mjs";
import { cellAt, centre, neighbour, placesFor, reading, spoken, text } from "./tables.mjs";

const SVG = "http://www.w3.org/2000/svg";
const narrowScreen = matchMedia("(max-width: 599px)"); // as in generators/kit/sizes.py
const MARKS = ["dimmed", "row", "column", "cell"];

/** The rectangle as a path. */
const path = (left, top, width, height) => `M${left} ${top}h${width}v${height}h${-width}z`;

class Explorer {
  constructor(figure) {
    this.figure = figure;
    this.layer = make("div", {
      class: "explore",
      tabindex: 0,
      role: "application",
      "aria-label": "Numbers of the picture; the arrow keys go from cell to cell",
    });
    this.bubble = make("div", { class: "explore-said", "aria-hidden": "true" });
    this.live = make("span", { class: "visually-hidden", "aria-live": "polite" });
    this.drawing = document.createElementNS(SVG, "svg");
    this.drawing.setAttribute("aria-hidden", "true");
    for (const name of MARKS) {
      const mark = document.createElementNS(SVG, "path");
      mark.setAttribute("class", `explore-${name}`);
      this.drawing.append(mark);
    }
    this.layer.append(this.drawing, this.bubble, this.live);
    this.cover();
    this.listen();
    this.clear();
  }

  /** Lay the layer over the picture, and say in the caption that there is one. */
  cover() {
    const picture = this.figure.querySelector("picture");
    let areas = picture.closest(".figure-areas"); // links that lie over the picture stay on top
    if (!areas) {
      areas = make("div", { class: "figure-areas" });
      picture.replaceWith(areas);
      areas.append(picture);
    }
    picture.after(this.layer);
    this.hint = make("span", { class: "explore-hint", "aria-hidden": "true" });
    this.hint.textContent = matchMedia("(hover: none)").matches ? "Tap a cell. " : "Point at a cell. ";
    this.figure.querySelector("figcaption .figure-source")?.before(this.hint);
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
      if (!this.layout || this.shown || !layer.matches(":focus-visible")) return;
      this.keep(this.kept ?? { place: 0, row: 0, column: 0 });
    });
    layer.addEventListener("blur", () => this.clear());
    layer.addEventListener("keydown", (event) => this.press(event));
    narrowScreen.addEventListener("change", () => this.turn());
  }

  load() {
    this.loading ??= fetch(this.figure.dataset.tables)
      .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
      .then((file) => {
        this.file = file;
        this.turn();
        this.figure.dataset.explore = "ready";
      })
      .catch(() => {
        this.layer.remove();
        this.hint.remove();
      });
    return this.loading;
  }

  /** Take the places of the picture that this screen shows. */
  turn() {
    this.clear();
    if (!this.file) return;
    this.layout = placesFor(this.file, narrowScreen.matches);
    this.drawing.setAttribute("viewBox", `0 0 ${this.layout.size.join(" ")}`);
  }

  /** Show the cell under the pointer, if there is one; returns it. */
  point(event) {
    if (!this.layout) return null;
    const box = this.layer.getBoundingClientRect();
    const [width, height] = this.layout.size;
    const x = ((event.clientX - box.left) / box.width) * width;
    const y = ((event.clientY - box.top) / box.height) * height;
    const cell = cellAt(this.layout.places, x, y);
    this.show(cell ?? this.kept);
    return cell;
  }

  press(event) {
    if (!this.layout || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      this.clear();
      return;
    }
    const next = neighbour(this.layout.places, this.kept ?? this.shown, event.key);
    if (!next) return;
    event.preventDefault();
    this.keep(next);
  }

  keep(cell) {
    this.kept = cell;
    this.show(cell);
    this.say();
  }

  say() {
    this.live.textContent = this.kept ? spoken(this.layout.places[this.kept.place], this.kept) : "";
  }

  clear() {
    this.kept = null;
    this.live.textContent = "";
    this.show(null);
  }

  /** Light the row and the column of a cell and print its number beside it. */
  show(cell) {
    this.shown = cell;
    this.layer.toggleAttribute("data-shows", Boolean(cell));
    if (!cell) return;
    const place = this.layout.places[cell.place];
    const { left, top, width, height, wide, high } = place;
    const [x, y] = [left + cell.column * wide, top + cell.row * high];
    const [right, below] = [left + width - x - wide, top + height - y - high];
    const shapes = {
      row: path(left, y, width, high),
      column: path(x, top, wide, height),
      cell: path(x, y, wide, high),
      dimmed:
        path(left, top, x - left, y - top) +
        path(x + wide, top, right, y - top) +
        path(left, y + high, x - left, below) +
        path(x + wide, y + high, right, below),
    };
    for (const mark of this.drawing.children) {
      mark.setAttribute("d", shapes[mark.getAttribute("class").slice("explore-".length)]);
    }
    this.write(place, cell);
  }

  write(place, cell) {
    const { table } = place;
    const { before, between, number } = reading(table, cell);
    const link = make("span", { class: "explore-link", text: between.replace(/^,/, "").trim() });
    link.style.setProperty("--share", Math.min(1, Math.abs(number ?? 0)));
    this.bubble.replaceChildren(
      ...(table.title ? [make("small", { text: table.title })] : []),
      before,
      make("b", { class: "explore-who", text: table.rows[cell.row] }),
      between.startsWith(",") ? ", " : " ",
      ...(link.textContent ? [link, " "] : []),
      make("b", { class: "explore-what", text: table.columns[cell.column] }),
      " ",
      make("strong", { text: text(number) }),
    );
    this.settle(place, cell);
  }

  /** Put the words below the cell and beside its column, or where there is room. */
  settle(place, cell) {
    const { bubble } = this;
    const { clientWidth, clientHeight } = this.layer;
    const scale = clientWidth / this.layout.size[0];
    const [x, y] = centre(place, cell).map((length) => length * scale);
    const [aside, down] = [(place.wide / 2) * scale + 6, (place.high / 2) * scale + 6];
    const right = x + aside + bubble.offsetWidth <= clientWidth;
    const left = right ? x + aside : Math.max(0, x - aside - bubble.offsetWidth);
    const below = y + down + bubble.offsetHeight <= clientHeight;
    bubble.style.left = `${left}px`;
    bubble.style.top = `${below ? y + down : Math.max(0, y - down - bubble.offsetHeight)}px`;
  }
}

for (const figure of document.querySelectorAll(".figure[data-tables]")) {
  if (figure.querySelector("picture")) new Explorer(figure);
}

/* The map of one head of the atlas: a cell for each pair of words, with the words around it. */

import { colour, make } from "./elements.mjs";
import { shown } from "./head-atlas-text.mjs";

const FONT = 12; // px; rows that are lower have no word but the one that is read
const GAP = 6; // px between words and cells
const EDGE = 2; // px for the frame of the last row

export class HeadMap {
  /** `read(place, index)` is called for a chosen row, or with the cell that is pointed at. */
  constructor(read) {
    this.element = make("canvas", { class: "atlas-large", "aria-hidden": "true" });
    this.read = read;
    this.element.addEventListener("click", (event) => {
      const [row] = this.cell(event);
      if (row >= 0) read(row);
    });
    this.element.addEventListener("pointermove", (event) => this.point(this.cell(event)));
    this.element.addEventListener("pointerleave", () => this.point([-1, -1]));
  }

  /** Show a head of a text, with a frame around the row `place`. */
  show(text, head, place) {
    Object.assign(this, { text, head, place, at: [-1, -1] });
    this.draw();
  }

  /** The row and the column under the pointer, -1 outside the triangle. */
  cell(event) {
    const column = Math.floor((event.offsetX - this.left) / this.size);
    const row = Math.floor((event.offsetY - this.top) / this.size);
    const inside = row >= 0 && row < this.text.tokens.length && column <= row;
    return inside ? [row, column] : [-1, -1];
  }

  point(cell) {
    if (cell.join() === this.at.join()) return;
    this.at = cell;
    this.draw();
    this.read(...(cell[0] < 0 || cell[1] < 0 ? [] : cell));
  }

  draw() {
    const width = this.element.clientWidth;
    if (!this.text || !width) return;
    const words = this.text.tokens.map(shown);
    const context = this.element.getContext("2d");
    const font = `${FONT}px ${getComputedStyle(this.element).fontFamily}`;
    context.font = font;
    const longest = Math.max(...words.map((word) => context.measureText(word).width));
    this.left = this.top = longest + GAP;
    this.size = (width - this.left - EDGE) / words.length;
    const scale = window.devicePixelRatio || 1;
    this.element.width = width * scale;
    this.element.height = (this.top + this.size * words.length + EDGE) * scale;
    context.scale(scale, scale);
    context.font = font;
    this.cells(context, words.length);
    this.words(context, words);
  }

  cells(context, count) {
    const [weight, grid, ink] = ["--weight", "--grid", "--ink"].map((name) => this.colour(name));
    const { left, top, size } = this;
    for (let row = 0; row < count; row += 1) {
      const shares = this.text.row(this.head, row);
      shares.forEach((share, column) => {
        context.fillStyle = `rgb(${weight} / ${share})`;
        context.fillRect(left + column * size, top + row * size, size, size);
      });
    }
    context.strokeStyle = `rgb(${grid})`;
    context.strokeRect(left + 0.5, top + 0.5, count * size - 1, count * size - 1);
    context.strokeStyle = `rgb(${ink})`;
    context.lineWidth = 2;
    const down = top + this.place * size;
    context.strokeRect(left - 1, down - 1, (this.place + 1) * size + 2, size + 2);
    const [row, column] = this.at;
    if (row >= 0 && column >= 0) {
      context.strokeRect(left + column * size, top + row * size, size, size);
    }
  }

  /** All words where there is room; else the one that looks and the one that gets most. */
  words(context, words) {
    const row = this.text.row(this.head, this.place);
    const [who, what] = this.at[0] < 0 ? [this.place, row.indexOf(Math.max(...row))] : this.at;
    const roomy = this.size >= FONT;
    context.textBaseline = "middle";
    words.forEach((word, index) => {
      const middle = (index + 0.5) * this.size;
      if (roomy || index === who) this.write(context, word, index === who, -GAP, this.top + middle);
      if (roomy || index === what) {
        context.save();
        context.translate(this.left + middle, this.top);
        context.rotate(-Math.PI / 2);
        this.write(context, word, index === what, GAP - this.left, 0, "left");
        context.restore();
      }
    });
  }

  write(context, word, meant, x, y, align = "right") {
    context.fillStyle = `rgb(${this.colour(meant ? "--ink" : "--muted")})`;
    context.textAlign = align;
    context.fillText(word, this.left + x, y);
  }

  colour(name) {
    return colour(this.element, name).join(" ");
  }
}

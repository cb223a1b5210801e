/* <mask-cells>: a mask whose cells the reader opens and closes; the weights of the row follow.

   Data: {"words", "scores": [[...], ...]}, before any mask. */

import { masked } from "./attention.mjs";
import { make } from "./elements.mjs";
import { buttons, Piece } from "./piece.mjs";

const MASKS = {
  "causal mask": (row, column) => column <= row,
  "no mask": () => true,
  "only itself": (row, column) => column === row,
};

customElements.define(
  "mask-cells",
  class extends Piece {
    build({ words, scores }) {
      Object.assign(this, { words, scores });
      const grid = make("div", { class: "mask-grid", role: "grid", "aria-label": "The mask: who looks, by what is looked at" });
      grid.style.setProperty("--columns", words.length);
      const heads = words.map((text) => make("span", { role: "columnheader" }, make("code", { text })));
      grid.append(make("div", { role: "row" }, make("span", { role: "columnheader", text: "who looks ↓" }), ...heads));
      this.cells = words.map((text, row) => {
        const cells = words.map((_, column) => this.cell(row, column));
        const head = make("span", { role: "rowheader" }, make("code", { text }));
        grid.append(make("div", { role: "row" }, head, ...cells.map((cell) => cell.parentNode)));
        return cells;
      });
      grid.addEventListener("keydown", (event) => this.move(event));
      const names = Object.keys(MASKS);
      this.choice = buttons("Start from", names, (index) => this.start(MASKS[names[index]]));
      this.body.append(this.choice, grid, this.said);
      this.focusCell(0, 0, false);
      this.start(MASKS[names[0]]);
    }

    cell(row, column) {
      const button = make("button", { type: "button", tabindex: -1 });
      button.addEventListener("click", () => {
        this.allowed[row][column] = !this.allowed[row][column];
        this.focusCell(row, column, false);
        for (const one of this.choice.children) one.setAttribute("aria-pressed", "false");
        this.show();
        this.say(row);
      });
      make("span", { role: "gridcell" }, button);
      return button;
    }

    start(rule) {
      this.allowed = this.words.map((_, row) => this.words.map((_, column) => rule(row, column)));
      this.show();
      this.say(0);
    }

    show() {
      this.weights = this.scores.map((row, index) => masked(row, this.allowed[index]));
      for (const [row, cells] of this.cells.entries()) {
        for (const [column, cell] of cells.entries()) {
          const open = this.allowed[row][column];
          const weight = open ? this.weights[row][column] : 0;
          cell.textContent = open ? weight.toFixed(2) : "";
          cell.style.setProperty("--share", weight);
          cell.toggleAttribute("data-closed", !open);
          cell.toggleAttribute("data-strong", weight > 0.67); // a number in the colour of the ground
          const pair = `${this.words[row]} looks at ${this.words[column]}`;
          const state = open ? `${cell.textContent}: ${pair}` : `closed: ${pair}`;
          cell.setAttribute("aria-label", state);
        }
      }
    }

    say(row) {
      const weights = this.weights[row];
      if (!weights) {
        this.said.textContent = `${this.words[row]} sees nothing: there is no average to take`;
        return;
      }
      const most = weights.indexOf(Math.max(...weights));
      this.said.textContent = `${this.words[row]} looks most at ${this.words[most]}: ${weights[most].toFixed(3)}`;
    }

    focusCell(row, column, focus = true) {
      for (const cell of this.cells.flat()) cell.tabIndex = -1;
      this.cells[row][column].tabIndex = 0;
      if (focus) this.cells[row][column].focus();
    }

    move(event) {
      const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
      if (!(event.key in steps)) return;
      const at = this.cells.flat().indexOf(event.target);
      if (at < 0) return;
      event.preventDefault();
      const size = this.words.length;
      const [row, column] = [Math.floor(at / size), at % size].map((place, axis) =>
        Math.max(0, Math.min(size - 1, place + steps[event.key][axis])),
      );
      this.focusCell(row, column);
    }
  },
);

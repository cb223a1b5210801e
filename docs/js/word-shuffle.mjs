/* <word-shuffle>: the same words in another order, and the attention of two models on them.

   Data: {"words", "orders": {name: [number of the word in each place]}, and for the model "without"
   its positional encoding and the "coded" one {name: [[weight]]}}. All of it was computed. */

import { make } from "./elements.mjs";
import { buttons, Piece } from "./piece.mjs";

const TITLES = { without: "without positional encoding", coded: "with positional encoding" };

customElements.define(
  "word-shuffle",
  class extends Piece {
    build(data) {
      Object.assign(this, data);
      const names = Object.keys(this.orders);
      const choice = buttons("Order of the words", names, (index) => this.show(names[index]));
      this.sentence = make("p", { class: "shuffle-words" });
      this.tables = Object.keys(TITLES).map((side) => {
        const title = make("caption", { text: TITLES[side] });
        // Its class keeps the theme's style for tables of a text away.
        const table = make("table", { class: "shuffle-table" }, title, make("tbody"));
        return { side, table };
      });
      const both = make("div", { class: "shuffle-tables" }, ...this.tables.map(({ table }) => table));
      this.body.append(choice, this.sentence, both, this.said);
      this.show(names[0]);
    }

    show(name) {
      const order = this.orders[name];
      const words = order.map((number) => this.words[number]);
      this.sentence.replaceChildren(...words.flatMap((text) => [make("code", { text }), " "]));
      for (const { side, table } of this.tables) this.fill(table, words, this[side][name]);
      const [without, coded] = ["without", "coded"].map((side) => this.moved(side, name));
      this.said.textContent =
        name === Object.keys(this.orders)[0]
          ? "Choose another order. Which weights between two words change?"
          : `The largest change of a weight between two words: ${without.toFixed(3)} without ` +
            `positional encoding, ${coded.toFixed(3)} with it`;
    }

    fill(table, words, weights) {
      const head = (text, scope) => make("th", { scope }, make("code", { text }));
      const rows = weights.map((row, index) => {
        const cells = row.map((weight) => {
          const cell = make("td", { text: weight.toFixed(2) });
          cell.style.setProperty("--share", weight);
          return cell;
        });
        return make("tr", {}, head(words[index], "row"), ...cells);
      });
      const top = make("tr", {}, make("td"), ...words.map((word) => head(word, "col")));
      table.querySelector("tbody").replaceChildren(top, ...rows);
    }

    /** The most that the weight between two words differs from that in the first order. */
    moved(side, name) {
      const order = this.orders[name];
      const [before, now] = [Object.keys(this.orders)[0], name].map((one) => this[side][one]);
      const changes = now.flatMap((row, i) =>
        row.map((weight, j) => Math.abs(weight - before[order[i]][order[j]])),
      );
      return Math.max(...changes);
    }
  },
);

/* <heads-off>: heads of one attention switched off, and the French that the model then writes.

   Data: {"heads", "texts", "whole": {ending: number}, "sets": {attention: {ending: {"1011": number}}}};
   numbers are places in texts, a 0 in a set is a head that is off. All of them were measured. */

import { make } from "./elements.mjs";
import { buttons, Piece } from "./piece.mjs";

customElements.define(
  "heads-off",
  class extends Piece {
    build(data) {
      Object.assign(this, data);
      this.attention = make("select");
      this.attention.append(...Object.keys(this.sets).map((text) => make("option", { text, value: text })));
      this.ending = Object.keys(this.whole)[0];
      const names = Object.keys(this.sets); // it opens where most happens
      this.attention.value = names.sort((one, other) => this.changes(other) - this.changes(one))[0];
      const endings = Object.keys(this.whole);
      const ending = buttons("Ending", endings.map((text) => `… too ${text}`), (index) => {
        this.ending = endings[index];
        this.show();
      });
      this.switches = Array.from({ length: this.heads }, (_, index) => {
        const button = make("button", { type: "button", role: "switch", "aria-checked": "true", text: `head ${index + 1}` });
        button.addEventListener("click", () => {
          button.setAttribute("aria-checked", String(!this.isOn(button)));
          this.show();
        });
        return button;
      });
      this.attention.addEventListener("change", () => this.show());
      const label = make("label", {}, make("span", { text: "Attention" }), this.attention);
      const heads = make("div", { class: "piece-choice", role: "group", "aria-label": "Heads" }, ...this.switches);
      this.french = make("p", { class: "heads-off-french", lang: "fr" });
      this.body.append(ending, label, heads, this.french, this.said);
      this.show();
    }

    /** How many sets of heads change the French. */
    changes(name) {
      const numbers = Object.values(this.sets[name][this.ending]);
      return numbers.filter((number) => number !== this.whole[this.ending]).length;
    }

    isOn(button) {
      return button.getAttribute("aria-checked") === "true";
    }

    show() {
      const on = this.switches.map((button) => (this.isOn(button) ? "1" : "0")).join("");
      const number = this.sets[this.attention.value][this.ending][on];
      const whole = this.texts[this.whole[this.ending]];
      if (number === undefined) {
        this.french.textContent = "";
        this.said.textContent = "This set was not measured: switch one head off at a time.";
        return;
      }
      const words = this.texts[number].split(" ");
      const before = whole.split(" ");
      this.french.replaceChildren(
        ...words.flatMap((text, place) => [
          text === before[place] ? text : make("strong", { text }),
          " ",
        ]),
      );
      const off = on.split("0").length - 1;
      const same = number === this.whole[this.ending];
      const changed = same ? "the French stays the same" : "the French changes";
      this.said.textContent = off ? `${off} of ${this.heads} off: ${changed}` : "All heads are on.";
    }
  },
);

/* <softmax-dial>: one row of scores of the model, and its weights at any temperature.

   Data: {"who", "head", "words", "scores"}; `head` says which one of the model it is. */

import { entropy, softmax } from "./attention.mjs";
import { make } from "./elements.mjs";
import { Bars, Piece, slider } from "./piece.mjs";

customElements.define(
  "softmax-dial",
  class extends Piece {
    build({ who, head: name, words, scores }) {
      const notes = scores.map((score) => score.toFixed(2).replace("-", "−"));
      const bars = new Bars(words, "weight", notes);
      const temperature = slider(
        "Temperature",
        { min: -3, max: 3, step: 0.125, value: 0 },
        (power) => (2 ** power).toFixed(2),
        () => update(),
      );
      const update = () => {
        const at = 2 ** Number(temperature.input.value);
        const weights = softmax(scores, at);
        bars.show(weights);
        const most = weights.indexOf(Math.max(...weights));
        this.said.textContent =
          `scores ÷ ${at.toFixed(2)}: ${name}, about to write ${who}, looks most at ${words[most]}: ` +
          `${weights[most].toFixed(3)}; undecided by ${entropy(weights).toFixed(2)} bits`;
      };
      const head = make("div", { class: "piece-heads", "aria-hidden": "true" });
      head.append(make("span", { text: name }), make("span", { text: "score" }));
      head.append(make("span", { text: "weight" }));
      this.body.append(temperature.element, head, bars.element, this.said);
      update();
    }
  },
);

/* <one-step>: one step of writing. The reader sets temperature, top-k and top-p.

   Data: {"before": the last words, "scores": {word: logit, ...}, the likeliest first, "notes": {word:
   its English, ...} of some, "ways": {name: {"temperature", "top_k", "top_p"}}, where what is not set
   is left out}. */

import { distribution, entropy } from "./attention.mjs";
import { make } from "./elements.mjs";
import { Bars, buttons, Piece, slider } from "./piece.mjs";

const SHOWN = 12;

customElements.define(
  "one-step",
  class extends Piece {
    build({ before, scores, notes = {}, ways }) {
      const [words, logits] = [Object.keys(scores), Object.values(scores)];
      const shown = words.slice(0, SHOWN);
      const bars = new Bars(
        [...shown, `${words.length - SHOWN} others`],
        "weight",
        shown.map((word) => notes[word]),
      );
      const temperature = slider(
        "Temperature",
        { min: -3, max: 3, step: 0.125, value: 0 },
        (power) => (2 ** power).toFixed(2),
        () => update(),
      );
      const topK = slider(
        "Top-k",
        { min: 1, max: words.length, step: 1, value: words.length },
        (k) => (k === words.length ? "all words" : `k = ${k}`),
        () => update(),
      );
      const topP = slider(
        "Top-p",
        { min: 0.05, max: 1, step: 0.05, value: 1 },
        (p) => `p = ${p.toFixed(2)}`,
        () => update(),
      );
      const update = () => {
        const chances = distribution(logits, {
          temperature: 2 ** Number(temperature.input.value),
          topK: Number(topK.input.value),
          topP: Number(topP.input.value),
        });
        const others = chances.slice(SHOWN).reduce((sum, one) => sum + one, 0);
        bars.show([...chances.slice(0, SHOWN), others].map((one) => one || null)); // never: no number
        const bits = entropy(chances);
        const equal = `as if between ${(2 ** bits).toFixed(bits < 3 ? 1 : 0)} equally likely words`;
        const kept = chances.filter((one) => one > 0).length;
        this.said.textContent =
          `… ${before} … ${kept} of ${words.length} words can come next; ` +
          `${words[0]} with ${chances[0].toFixed(3)}; undecided by ${bits.toFixed(2)} bits, ${equal}`;
      };
      const sliders = [temperature, topK, topP];
      const names = Object.keys(ways);
      const choice = buttons("Ways to choose", names, (index) => {
        const way = { temperature: 1, top_k: words.length, top_p: 1, ...ways[names[index]] };
        const set = [Math.log2(way.temperature), way.top_k, way.top_p];
        for (const [place, { input }] of sliders.entries()) {
          input.value = set[place];
          input.dispatchEvent(new Event("input"));
        }
      });
      const controls = make("div", {}, ...sliders.map(({ element }) => element));
      this.body.append(choice, controls, bars.element, this.said);
      update();
    }
  },
);

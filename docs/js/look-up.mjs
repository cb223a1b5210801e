/* <look-up>: a query that the reader turns past four keys. The shares follow, and the output.

   Data: {"names", "angles", "values", "sharpness", "start", "path"}; angles in degrees, values on a
   plane from 0 to 10, the path of the output one point a degree. */

import { lookUp } from "./attention.mjs";
import { draw, make } from "./elements.mjs";
import { Bars, Piece, slider } from "./piece.mjs";

const [RADIUS, SIDE, EDGE] = [66, 172, 30]; // of drawings 232 wide
const at = (angle, length) => {
  const turn = (angle * Math.PI) / 180;
  return [116 + length * Math.cos(turn), 116 - length * Math.sin(turn)];
};
const onPlane = ([x, y]) => [EDGE + (SIDE * x) / 10, EDGE + SIDE - (SIDE * y) / 10];
const points = (list) => list.map((point) => onPlane(point).join()).join(" ");

customElements.define(
  "look-up",
  class extends Piece {
    build(data) {
      Object.assign(this, data);
      this.bars = new Bars(this.names);
      const angle = (number) => `${Math.round(number)}°`;
      this.turn = slider(
        "Turn the query",
        { min: 0, max: 360, step: 1, value: this.start },
        angle,
        () => this.show(),
      );
      const parts = make("div", { class: "look-up-parts" });
      const stages = { compare: this.dial(), share: this.bars.element, average: this.plane() };
      for (const [title, part] of Object.entries(stages)) {
        const number = parts.children.length + 1;
        parts.append(make("div", {}, make("p", { text: `${number} ${title}` }), part));
      }
      this.body.append(this.turn.element, parts, this.said);
      this.show();
    }

    dial() {
      const dial = draw("svg", { viewBox: "0 0 232 232", class: "look-up-dial", "aria-hidden": "true" });
      dial.append(draw("circle", { cx: 116, cy: 116, r: RADIUS, class: "look-up-ring" }));
      this.names.forEach((name, index) => {
        const [[x, y], [labelX, labelY]] = [RADIUS, RADIUS + 20].map((r) => at(this.angles[index], r));
        dial.append(
          draw("line", { x1: 116, y1: 116, x2: x, y2: y, class: "look-up-key" }),
          draw("text", { x: labelX, y: labelY + 5, class: "look-up-key" }, name),
        );
      });
      this.hand = draw("line", { x1: 116, y1: 116, class: "look-up-query" });
      dial.append(this.hand);
      const follow = (event) => {
        const box = dial.getBoundingClientRect();
        const [x, y] = [event.clientX - box.left - box.width / 2, box.top + box.height / 2 - event.clientY];
        this.turn.input.value = (Math.atan2(y, x) * 180) / Math.PI + (y < 0 ? 360 : 0);
        this.turn.input.dispatchEvent(new Event("input"));
      };
      dial.addEventListener("pointerdown", (event) => {
        dial.setPointerCapture(event.pointerId);
        follow(event);
      });
      dial.addEventListener("pointermove", (event) => {
        if (dial.hasPointerCapture(event.pointerId)) follow(event);
      });
      return dial;
    }

    plane() {
      const plane = draw("svg", { viewBox: "0 0 232 232", class: "look-up-plane", "aria-hidden": "true" });
      plane.append(
        draw("polygon", { points: points(this.values), class: "look-up-area" }),
        draw("polyline", { points: points(this.path), class: "look-up-path" }),
      );
      this.links = this.values.map((value, index) => {
        const [x2, y2] = onPlane(value);
        const link = draw("line", { x2, y2, class: "look-up-link" });
        const label = `${this.names[index]} (${value.join(", ")})`;
        const text = draw("text", { x: x2, y: y2 + (value[1] > 5 ? -9 : 20) }, label);
        plane.append(link, draw("circle", { cx: x2, cy: y2, r: 4 }), text);
        return link;
      });
      this.dot = draw("circle", { r: 8, class: "look-up-output" });
      plane.append(this.dot);
      return plane;
    }

    show() {
      const angle = Number(this.turn.input.value);
      const { weights, output } = lookUp(angle, this);
      const [x2, y2] = at(angle, RADIUS - 6);
      for (const [key, value] of Object.entries({ x2, y2 })) this.hand.setAttribute(key, value);
      this.bars.show(weights);
      const [x1, y1] = onPlane(output);
      this.dot.setAttribute("cx", x1);
      this.dot.setAttribute("cy", y1);
      this.links.forEach((link, index) => {
        link.setAttribute("x1", x1);
        link.setAttribute("y1", y1);
        link.style.strokeWidth = `${0.5 + 8 * weights[index]}px`;
      });
      const most = weights.indexOf(Math.max(...weights));
      this.said.textContent =
        `key ${this.names[most]} gets ${weights[most].toFixed(3)}; ` +
        `the output is (${output.map((number) => number.toFixed(2)).join(", ")})`;
    }
  },
);

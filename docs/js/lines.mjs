/* Words joined by lines: the chosen word keeps its lines, the others fade. */

import { draw, make } from "./elements.mjs";
import { text } from "./tables.mjs";

const NAMED = 3; // of the words that a word is joined to

/** A box as a rounded rectangle around a word. */
const outline = ([x, y, width, height], name) =>
  draw("rect", { x, y, width, height, rx: height / 2, class: `explore-${name}` });

/** The lines of one layout. A choice is {place, side, word}: side 0 looks, side 1 is looked at. */
export class Lines {
  constructor(tables, { fans }) {
    this.fans = fans.map(({ table, boxes, upright }) => ({ ...tables[table], boxes, upright }));
  }

  first() {
    return { place: 0, side: 0, word: 0 };
  }

  find(x, y) {
    for (const [place, { boxes }] of this.fans.entries()) {
      for (const [side, words] of boxes.entries()) {
        const word = words.findIndex(
          ([left, top, width, height]) =>
            x >= left - 2 && x <= left + width + 2 && y >= top - 2 && y <= top + height + 2,
        );
        if (word >= 0) return { place, side, word };
      }
    }
    return null;
  }

  /** What the bubble keeps clear of: the word; of words below each other all, and their lines. */
  spot({ place, side, word }) {
    const { boxes, upright } = this.fans[place];
    if (upright) return boxes[side][word];
    const tops = boxes.flat().map((box) => box[1]);
    const bottoms = boxes.flat().map((box) => box[1] + box[3]);
    const top = Math.min(...tops);
    return [0, top, 0, Math.max(...bottoms) - top];
  }

  /** Along the words, across to the other side and on to the next picture of lines. */
  step(at, key) {
    const { boxes, upright } = this.fans[at.place];
    const [back, on, before, after] = upright
      ? ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]
      : ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
    const last = boxes[at.side].length - 1;
    if (key === "Home") return { ...at, word: 0 };
    if (key === "End") return { ...at, word: last };
    if (key === back) return { ...at, word: Math.max(0, at.word - 1) };
    if (key === on) return { ...at, word: Math.min(last, at.word + 1) };
    if (key === before || key === after) return this.across(at, key === after ? 1 : -1);
    if (key === "PageUp" || key === "PageDown") return this.fan(at, key === "PageDown" ? 1 : -1);
    return null;
  }

  /** The nearest word of the other side, if that lies in this direction; else the next fan. */
  across(at, direction) {
    const { boxes, upright } = this.fans[at.place];
    const axis = upright ? 1 : 0;
    const other = 1 - at.side;
    const ahead = direction * (boxes[other][0][axis] - boxes[at.side][0][axis]) > 0;
    if (!ahead) return this.fan(at, direction);
    const middle = (box) => box[1 - axis] + box[3 - axis] / 2;
    const from = middle(boxes[at.side][at.word]);
    const away = boxes[other].map((box) => Math.abs(middle(box) - from));
    return { ...at, side: other, word: away.indexOf(Math.min(...away)) };
  }

  fan(at, by) {
    const place = at.place + by;
    if (!this.fans[place]) return at;
    const word = Math.min(at.word, this.fans[place].boxes[at.side].length - 1);
    return { place, side: at.side, word };
  }

  /** The weights of the chosen word as [place, weight], the largest first; drawn ones alone. */
  joined({ place, side, word }) {
    const { numbers, least } = this.fans[place];
    const row = side ? numbers.map((one) => one[word]) : numbers[word];
    return [...row.entries()].filter(([, weight]) => weight >= least).sort((a, b) => b[1] - a[1]);
  }

  paint(at) {
    const { boxes, upright, widest } = this.fans[at.place];
    const chosen = boxes[at.side][at.word];
    const joined = this.joined(at);
    const lines = joined.map(([other, weight]) =>
      draw("path", {
        class: "explore-line",
        "stroke-width": Math.max(1, widest * weight),
        d: curve(chosen, boxes[1 - at.side][other], upright),
      }),
    );
    const others = joined.map(([other]) => outline(boxes[1 - at.side][other], at.side ? "row" : "column"));
    return [this.veil(boxes, upright), ...lines, ...others, outline(chosen, at.side ? "column" : "row")];
  }

  /** What lies between the two sides is dimmed. */
  veil(boxes, upright) {
    const axis = upright ? 1 : 0;
    const all = boxes.flat();
    const low = [0, 1].map((side) => Math.min(...all.map((box) => box[side])));
    const high = [0, 1].map((side) => Math.max(...all.map((box) => box[side] + box[side + 2])));
    const [first, second] = boxes.toSorted((a, b) => a[0][axis] - b[0][axis]);
    low[axis] = Math.max(...first.map((box) => box[axis] + box[axis + 2]));
    high[axis] = Math.min(...second.map((box) => box[axis]));
    const [x, y] = low;
    return draw("rect", { class: "explore-veil", x, y, width: high[0] - x, height: high[1] - y });
  }

  read(at) {
    const { rows, columns } = this.fans[at.place];
    const [own, others] = at.side ? [columns, rows] : [rows, columns];
    const named = this.joined(at)
      .slice(0, NAMED)
      .map(([other, weight]) => [others[other], text(weight)]);
    return { who: own[at.word], says: at.side ? " is looked at by " : " looks at ", named };
  }

  words(at) {
    const { who, says, named } = this.read(at);
    const parts = named.flatMap(([word, number], index) => [
      index ? ", " : "",
      make("b", { class: at.side ? "explore-who" : "explore-what", text: word }),
      " ",
      make("strong", { text: number }),
    ]);
    const own = make("b", { class: at.side ? "explore-what" : "explore-who", text: who });
    return [own, says, ...(parts.length ? parts : ["nothing much"])];
  }

  spoken(at) {
    const { who, says, named } = this.read(at);
    const parts = named.map(([word, number]) => `${word}: ${number}`).join(", ");
    return `${who}${says}${parts || "nothing much"}`;
  }
}

/** A line from one box to another, as explainer/drawing/marks/strokes.py draws it. */
function curve(from, to, upright) {
  const axis = upright ? 1 : 0;
  const end = (box, other) => {
    const point = [box[0] + box[2] / 2, box[1] + box[3] / 2];
    point[axis] = box[axis] < other[axis] ? box[axis] + box[axis + 2] : box[axis];
    return point;
  };
  const [start, goal] = [end(from, to), end(to, from)];
  const middle = (start[axis] + goal[axis]) / 2;
  const controls = [start, goal].map((point) => (axis ? [point[0], middle] : [middle, point[1]]));
  return `M${start.join(" ")}C${[...controls, goal].map((point) => point.join(" ")).join(" ")}`;
}

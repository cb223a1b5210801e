/* The grids of a picture: which cell lies where, which is next, how it is lit and how it is read. */

import { draw, make } from "./elements.mjs";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LOOKS = " looks at ";

/** The rectangle as a path. */
const path = (left, top, width, height) => `M${left} ${top}h${width}v${height}h${-width}z`;

/** A number as it is read: three decimals, none for large ones, a small one as it is. */
export function text(number) {
  if (number === null) return "–";
  const size = Math.abs(number);
  const plain = size && size < 0.0005 ? String(number) : number.toFixed(size >= 1000 ? 0 : 3);
  return plain.replace("-", "−");
}

/** The grids of one layout. A choice is {place, row, column}. */
export class Grids {
  constructor(tables, { places }) {
    this.places = places.map(([number, left, top, width, height]) => {
      const table = tables[number];
      const [rows, columns] = [table.rows.length, table.columns.length];
      const cell = { rows, columns, wide: width / columns, high: height / rows };
      return { table, left, top, width, height, ...cell };
    });
  }

  first() {
    return { place: 0, row: 0, column: 0 };
  }

  find(x, y) {
    const place = this.places.findIndex(
      ({ left, top, width, height }) =>
        x >= left && x < left + width && y >= top && y < top + height,
    );
    return place < 0 ? null : this.nearest(place, x, y);
  }

  /** The cell of a place that is nearest to the point. */
  nearest(place, x, y) {
    const { left, top, wide, high, rows, columns } = this.places[place];
    const pick = (share, count) => Math.max(0, Math.min(count - 1, Math.floor(share)));
    return { place, row: pick((y - top) / high, rows), column: pick((x - left) / wide, columns) };
  }

  /** The rectangle of a cell. */
  spot({ place, row, column }) {
    const { left, top, wide, high } = this.places[place];
    return [left + column * wide, top + row * high, wide, high];
  }

  /** Where a key leads: to the cell beside, over the edge to the grid there; null if nowhere. */
  step(at, key) {
    const place = this.places[at.place];
    if (key === "Home") return { ...at, column: 0 };
    if (key === "End") return { ...at, column: place.columns - 1 };
    if (key === "PageDown" || key === "PageUp") {
      const next = at.place + (key === "PageDown" ? 1 : -1);
      const other = this.places[next];
      if (!other) return null;
      const row = Math.min(at.row, other.rows - 1);
      return { place: next, row, column: Math.min(at.column, other.columns - 1) };
    }
    if (!(key in STEPS)) return null;
    const [right, down] = STEPS[key];
    const [row, column] = [at.row + down, at.column + right];
    const inside = row >= 0 && row < place.rows && column >= 0 && column < place.columns;
    return inside ? { ...at, row, column } : (this.overTheEdge(at, right, down) ?? at);
  }

  /** The cell of the nearest grid in that direction that lies across from this one. */
  overTheEdge(at, right, down) {
    const from = this.places[at.place];
    const [left, top, wide, high] = this.spot(at);
    const [x, y] = [left + wide / 2, top + high / 2];
    const found = this.places
      .map((other, index) => ({
        index,
        across: right
          ? y >= other.top && y < other.top + other.height
          : x >= other.left && x < other.left + other.width,
        away: right ? right * (other.left - from.left) : down * (other.top - from.top),
      }))
      .filter(({ across, away }) => across && away > 0)
      .sort((one, other) => one.away - other.away)[0];
    return found ? this.nearest(found.index, x, y) : null;
  }

  /** The row and the column outlined, the cell itself, and the rest of the grid dimmed. */
  paint(at) {
    const { left, top, width, height } = this.places[at.place];
    const [x, y, wide, high] = this.spot(at);
    const [right, below] = [left + width - x - wide, top + height - y - high];
    const shapes = {
      dimmed:
        path(left, top, x - left, y - top) +
        path(x + wide, top, right, y - top) +
        path(left, y + high, x - left, below) +
        path(x + wide, y + high, right, below),
      row: path(left, y, width, high),
      column: path(x, top, wide, height),
      cell: path(x, y, wide, high),
    };
    return Object.entries(shapes).map(([name, d]) => draw("path", { class: `explore-${name}`, d }));
  }

  /** The words and the number of a cell; the number is null where a mask forbids it. */
  read({ place, row, column }) {
    const { title, says, rows, columns, numbers } = this.places[place].table;
    const number = numbers[row][column];
    const between = number === null && says[1] === LOOKS ? " may not look at " : says[1];
    return { title, before: says[0], who: rows[row], between, what: columns[column], number };
  }

  words(at) {
    const { title, before, who, between, what, number } = this.read(at);
    const link = make("span", { class: "explore-link", text: between.replace(/^,/, "").trim() });
    link.style.setProperty("--share", Math.min(1, Math.abs(number ?? 0)));
    return [
      ...(title ? [make("small", { text: title })] : []),
      before,
      make("b", { class: "explore-who", text: who }),
      between.startsWith(",") ? ", " : " ",
      ...(link.textContent ? [link, " "] : []),
      make("b", { class: "explore-what", text: what }),
      " ",
      make("strong", { text: text(number) }),
    ];
  }

  /** The whole sentence: "head 2: it looks at animal: 0.309". */
  spoken(at) {
    const { title, before, who, between, what, number } = this.read(at);
    const said = number === null ? "" : `: ${text(number)}`;
    return `${title ? `${title}: ` : ""}${before}${who}${between}${what}${said}`;
  }
}

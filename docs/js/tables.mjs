/* What is known of a picture's grids: which cell lies where, which is next, and how it is read. */

/** The places of one layout: each a table and the px of its grid and cells. */
export function placesFor(file, narrow) {
  const { size, places } = (narrow && file.narrow) || file.wide;
  return {
    size,
    places: places.map(([number, left, top, width, height]) => {
      const table = file.tables[number];
      const [rows, columns] = [table.rows.length, table.columns.length];
      const cells = { rows, columns, wide: width / columns, high: height / rows };
      return { table, left, top, width, height, ...cells };
    }),
  };
}

/** The cell that holds the point, or null. */
export function cellAt(places, x, y) {
  const place = places.findIndex(
    ({ left, top, width, height }) =>
      x >= left && x < left + width && y >= top && y < top + height,
  );
  return place < 0 ? null : within(places, place, x, y);
}

/** The cell of a place that is nearest to the point. */
function within(places, place, x, y) {
  const { left, top, wide, high, rows, columns } = places[place];
  const pick = (share, count) => Math.max(0, Math.min(count - 1, Math.floor(share)));
  return { place, row: pick((y - top) / high, rows), column: pick((x - left) / wide, columns) };
}

/** The middle of a cell. */
export function centre(place, { row, column }) {
  return [place.left + (column + 0.5) * place.wide, place.top + (row + 0.5) * place.high];
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where a key leads: to the cell beside, over the edge to the nearest grid there; null if nowhere. */
export function neighbour(places, cell, key) {
  const at = cell ?? { place: 0, row: 0, column: 0 };
  const place = places[at.place];
  if (key === "Home") return { ...at, column: 0 };
  if (key === "End") return { ...at, column: place.columns - 1 };
  if (key === "PageDown" || key === "PageUp") {
    const next = at.place + (key === "PageDown" ? 1 : -1);
    return places[next] ? within(places, next, ...centre(places[next], at)) : null;
  }
  if (!(key in STEPS)) return null;
  const [right, down] = STEPS[key];
  const next = { ...at, row: at.row + down, column: at.column + right };
  if (next.row >= 0 && next.row < place.rows && next.column >= 0 && next.column < place.columns) {
    return next;
  }
  return overTheEdge(places, at, right, down) ?? at;
}

/** The cell of the nearest grid in that direction that lies across from this one. */
function overTheEdge(places, at, right, down) {
  const from = places[at.place];
  const [x, y] = centre(from, at);
  let best = null;
  places.forEach((other, index) => {
    const across = right
      ? y >= other.top && y < other.top + other.height
      : x >= other.left && x < other.left + other.width;
    const away = right
      ? right * (other.left - from.left)
      : down * (other.top - from.top);
    if (index !== at.place && across && away > 0 && !(best?.away <= away)) {
      best = { away, index };
    }
  });
  return best && within(places, best.index, x, y);
}

/** A number as it is read: three decimals, fewer for large ones, a small one as it is. */
export function text(number) {
  if (number === null) return "–";
  const size = Math.abs(number);
  const digits = size >= 1000 ? 0 : 3;
  const plain = size && size < 0.0005 ? String(number) : number.toFixed(digits);
  return plain.replace("-", "−");
}

/** The number of a cell, null where a mask forbids it, and what is said before and between words. */
export function reading({ says: [before, between], numbers }, { row, column }) {
  const number = numbers[row][column];
  if (number !== null || between !== " looks at ") return { before, between, number };
  return { before, between: " may not look at ", number };
}

/** The whole sentence: "head 2: it looks at animal: 0.309". */
export function spoken({ table }, cell) {
  const { before, between, number } = reading(table, cell);
  const title = table.title ? `${table.title}: ` : "";
  const said = number === null ? "" : `: ${text(number)}`;
  return `${title}${before}${table.rows[cell.row]}${between}${table.columns[cell.column]}${said}`;
}

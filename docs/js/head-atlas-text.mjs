/* The data of <head-atlas>: one text with the weights of all heads on it. */

const SCALE = 255;

/** The bytes behind base64 of a zlib stream. */
export async function unpack(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Numbers of heads, 0 for layer 1 head 1, by a statistic; equal ones stay in their order. */
export function sorted(numbers, largestFirst) {
  const sign = largestFirst ? -1 : 1;
  return numbers.map((_, index) => index).sort((a, b) => sign * (numbers[a] - numbers[b]) || a - b);
}

/** One text with the weights of all heads on it. */
export class Text {
  static async fetch(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const { values } = await response.json();
    return new Text(values, await unpack(values.weights));
  }

  constructor(values, bytes) {
    this.tokens = values.tokens;
    this.heads = values.heads;
    this.count = values.layers * values.heads;
    this.statistics = values.statistics;
    this.bytes = bytes;
    this.triangle = (this.tokens.length * (this.tokens.length + 1)) / 2;
    if (bytes.length !== this.count * this.triangle) throw new Error("weights do not fit tokens");
  }

  /** The place of a statistic among those of this text, -1 where it has none. */
  number(label) {
    return this.statistics.findIndex((one) => one.label === label);
  }

  name(head) {
    return `Layer ${Math.floor(head / this.heads) + 1}, head ${(head % this.heads) + 1}`;
  }

  layer(head) {
    return Math.floor(head / this.heads) + 1;
  }

  /** What one token gives to itself and those before it, 0 to 1. */
  row(head, place) {
    const start = head * this.triangle + (place * (place + 1)) / 2;
    return Array.from(this.bytes.subarray(start, start + place + 1), (byte) => byte / SCALE);
  }
}

/** A token as it is shown: without its leading space. */
export const shown = (token) => token.trim() || "␣";

/** A statistic of one head, with its unit where it has one. */
export function amount(statistic, head) {
  return `${statistic.values[head].toFixed(2)} ${statistic.unit}`.trim();
}

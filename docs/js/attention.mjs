/* The mathematics of the site in a browser, without anything of a page. It mirrors explainer/, which
   the tests hold it to: softmax, masks, the choice of the next word. */

/** exp(scores / temperature) divided by its sum; a score of -Infinity gets zero. */
export function softmax(scores, temperature = 1) {
  const largest = Math.max(...scores);
  const parts = scores.map((score) => Math.exp((score - largest) / temperature));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}

/** Weights of one row of scores where `allowed`; null for a row that sees nothing. */
export function masked(scores, allowed) {
  if (!allowed.includes(true)) return null;
  return softmax(scores.map((score, index) => (allowed[index] ? score : -Infinity)));
}

/** The average of vectors, each times its weight. */
export function average(weights, vectors) {
  return vectors[0].map((_, axis) =>
    vectors.reduce((sum, vector, index) => sum + weights[index] * vector[axis], 0),
  );
}

/** A query that points at `angle` degrees against keys on a circle: weights and output. */
export function lookUp(angle, { angles, values, sharpness }) {
  const radians = Math.PI / 180;
  const scores = angles.map((key) => sharpness * Math.cos((angle - key) * radians));
  const weights = softmax(scores);
  return { weights, output: average(weights, values) };
}

/** How undecided a distribution is, in bits. */
export function entropy(chances) {
  return Math.abs(chances.reduce((sum, p) => sum + (p > 0 ? p * Math.log2(p) : 0), 0));
}

/** What a word is drawn from: temperature first, then top-k, then top-p, where given. */
export function distribution(logits, { temperature = 1, topK = null, topP = null } = {}) {
  let chances = softmax(logits, temperature);
  const order = chances.map((_, index) => index).sort((a, b) => chances[b] - chances[a] || a - b);
  if (topK !== null) chances = keep(chances, order.slice(0, topK));
  if (topP === null || topP === 1) return chances;
  let before = 0; // held by the more likely words
  const kept = order.filter((word) => {
    const wanted = before < topP;
    before += chances[word];
    return wanted;
  });
  return keep(chances, kept);
}

function keep(chances, words) {
  const sum = words.reduce((total, word) => total + chances[word], 0);
  const kept = chances.map(() => 0);
  for (const word of words) kept[word] = chances[word] / sum;
  return kept;
}

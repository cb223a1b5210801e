/* Loads what this page has a use for, and nothing else. A new element is one line here. */

const PIECES = {
  "explainer-animation": "./animation.mjs",
  "head-atlas": "./head-atlas.mjs",
  ".figure[data-tables]": "./explore.mjs",
  ".term": "./glossary.mjs",
};

for (const [selector, module] of Object.entries(PIECES)) {
  if (document.querySelector(selector)) import(module);
}

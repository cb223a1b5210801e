/* Loads what this page has a use for, and nothing else.

   A figure that can be worked with stands in an element with data-piece, and the module of that
   element has its name. */

const MODULES = {
  "explainer-animation": "./animation.mjs",
  "head-atlas": "./head-atlas.mjs",
  ".figure[data-tables]": "./explore.mjs",
  ".term": "./glossary.mjs",
};

for (const [selector, module] of Object.entries(MODULES)) {
  if (document.querySelector(selector)) import(module);
}
for (const piece of document.querySelectorAll("[data-piece]")) {
  import(`./${piece.localName}.mjs`);
}

/* What the theme leaves open for readers who use the keyboard or a screen reader.

   Whatever scrolls inside its own frame can be reached and scrolled with the keyboard; whatever
   fits is no stop on the way. */

const NAMES = [
  [".figure-frame", "Figure; scrolls sideways"],
  [".formula", "Formula; scrolls sideways"],
  [".md-typeset__scrollwrap", "Table; scrolls sideways"],
  [".highlight pre > code", "Code; scrolls sideways"],
  ["details > pre", "Data; scrolls"],
];

function update(element, name) {
  const scrolls =
    element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  if (scrolls) {
    element.tabIndex = 0;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", name);
  } else {
    for (const attribute of ["tabindex", "role", "aria-label"]) element.removeAttribute(attribute);
  }
}

function watch() {
  for (const [selector, name] of NAMES) {
    for (const element of document.querySelectorAll(selector)) {
      const label = element.getAttribute("aria-label") ?? name; // a figure brings its own
      const observer = new ResizeObserver(() => update(element, label));
      observer.observe(element);
      for (const child of element.children) observer.observe(child);
    }
  }
}

/** The theme makes each code block's copy button a navigation landmark; a dozen of those say nothing. */
function quietCodeButtons() {
  const quiet = () => {
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])"))
      nav.setAttribute("role", "presentation");
  };
  quiet();
  // Blocks get their button when they come into view.
  new MutationObserver(quiet).observe(document.body, { childList: true, subtree: true });
}

function start() {
  watch();
  quietCodeButtons();
}

// The theme wraps tables while it starts; after `load` that is done.
if (document.readyState === "complete") start();
else addEventListener("load", start, { once: true });

/* Definitions come and go by the style sheet alone. This adds one thing: Escape puts the shown one
   away until the pointer and the focus are elsewhere. */

const POINTED_AT = ":is(:hover, :focus-within)";

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(`.term${POINTED_AT}`)) term.dataset.dismissed = "";
});

for (const arriving of ["pointerover", "focusin"])
  addEventListener(arriving, () => {
    for (const term of document.querySelectorAll(`.term[data-dismissed]:not(${POINTED_AT})`))
      delete term.dataset.dismissed;
  });

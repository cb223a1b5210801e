/* Definitions come and go by the style sheet alone. This adds one thing: Escape puts the shown one
   away until the pointer or the focus has left its term. */

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:is(:hover, :focus-within)")) {
    term.dataset.dismissed = "";
    const back = () => {
      if (!term.matches(":hover, :focus-within")) delete term.dataset.dismissed;
    };
    for (const leaving of ["pointerleave", "focusout"])
      term.addEventListener(leaving, () => setTimeout(back), { once: true });
  }
});

// Margin notes and the map of the machine: open where they stand in the gutter, folded elsewhere.
// The style sheet shows them without this; it is for browsers that cannot, and for screen readers,
// which would call a note that is in plain sight folded.

const gutter = matchMedia("(min-width: 860px), print"); // as in docs/css/margin.css
const notes = document.querySelectorAll("details.margin, details.machine");

function follow() {
  for (const note of notes) note.open = gutter.matches;
}

follow();
gutter.addEventListener("change", follow);

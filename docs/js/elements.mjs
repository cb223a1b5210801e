/* Making elements, and reading a colour of the style sheet. */

/** An element with attributes, text and children. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "text") element.textContent = value;
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** A select with numbered options, and the label that holds it. */
export function choice(label, options) {
  const select = make("select");
  select.append(...options.map((text, index) => make("option", { value: index, text })));
  return [select, make("label", {}, make("span", { text: label }), select)];
}

/** Red, green and blue of a colour of the style sheet; black without one. */
export function colour(element, name) {
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = getComputedStyle(element).getPropertyValue(name).trim() || "#000000";
  return [1, 3, 5].map((start) => parseInt(context.fillStyle.slice(start, start + 2), 16));
}

/** An element of a drawing (SVG) with attributes and children. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

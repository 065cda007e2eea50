// Elements of the page. Texts of scenes and learners are only ever inserted as text nodes.

/** An element; parts are texts, elements, lists of them, or null, undefined or "". */
function el(name, properties = {}, ...parts) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...parts.flat(Infinity).filter((part) => part !== null && part !== undefined && part !== ""));
  return element;
}

/** A selector that finds the element again after a redraw; null if there is none. */
function selectorOf(element) {
  if (element?.dataset.key) return `.asking [data-key="${element.dataset.key}"]`;
  if (element?.dataset.tool) return `[data-tool="${element.dataset.tool}"]`;
  if (element?.dataset.go) return ".asking [data-go]";
  if (element?.id) return `#${element.id}`;
  return element?.matches(".language") ? ".language" : null;
}

/** The numbers of the open turns; with `numbers`, open these first. */
function openTurns(numbers = []) {
  const turns = [...document.querySelectorAll("details.turn")];
  for (const n of numbers) if (turns[n]) turns[n].open = true;
  return turns.map((turn, n) => (turn.open ? n : -1)).filter((n) => n >= 0);
}

/** Open all details while printing. */
function openDetailsForPrint() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

/** A button's label, capitalised; the full program shows the same text beside a key. */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const SVG = "http://www.w3.org/2000/svg";

function svgElement(name, properties, ...parts) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
  element.append(...parts);
  return element;
}

/** Paragraphs of a text that may have several lines. */
function prose(text, properties = {}) {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => el("p", properties, line));
}

/** A definition list of [[term, text]]; pairs with an empty text are left out. */
function terms(pairs) {
  return el(
    "dl",
    {},
    pairs.filter(([, text]) => text && text.length).map(([term, text]) => [el("dt", {}, term), el("dd", {}, text)]),
  );
}

/** A share as a bar, hidden from screen readers: the figure is always beside it. */
function bar(share, kind = "") {
  const full = el("i");
  full.style.width = `${Math.round(share * 100)}%`;
  return el("span", { class: `bar ${kind}`, "aria-hidden": "true" }, full);
}

/** The course of a meter, 0 to 100, over the turns. */
function curve(values, label) {
  const [width, height, left] = [320, 110, 26];
  const x = (n) => left + (n * (width - left - 12)) / Math.max(values.length - 1, 1);
  const y = (value) => 8 + ((100 - value) * (height - 24)) / 100;
  const grid = [0, 50, 100].flatMap((value) => [
    svgElement("line", { class: "grid", x1: left, x2: width - 6, y1: y(value), y2: y(value) }),
    svgElement("text", { x: left - 5, y: y(value) + 4, "text-anchor": "end" }, String(value)),
  ]);
  const points = values.map((value, n) => `${x(n)},${y(value)}`).join(" ");
  const line = svgElement("polyline", { class: "run", points });
  const spots = values.map((value, n) => svgElement("circle", { class: "spot", cx: x(n), cy: y(value), r: 3 }));
  const properties = { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label };
  return svgElement("svg", properties, ...grid, line, ...spots);
}
/** Seconds since the page was opened, by a monotonic clock. */
function secondsNow() {
  return performance.now() / 1000;
}

// The kinds of entries that a reader chooses: in the drawings, in the list and in the address.

const PARAMETER = "show";

/**
 * Shows only what belongs to the kinds that a reader checks, at first those that the address names.
 *
 * @param {HTMLFieldSetElement} choice with a box for each kind, and a place for the number of entries shown
 */
export function chooseKinds(choice) {
  const boxes = [...choice.querySelectorAll("input")];
  const fromAddress = () => {
    const named = new URLSearchParams(location.search).get(PARAMETER)?.split(",");
    for (const box of boxes) box.checked = !named || named.includes(box.value);
    show(choice);
  };
  choice.addEventListener("change", () => {
    show(choice);
    history.replaceState(null, "", addressFor(boxes));
  });
  addEventListener("popstate", fromAddress);
  fromAddress();
}

/**
 * The address of the page with the kinds that are checked; they are left out if these are all.
 *
 * @param {HTMLInputElement[]} boxes
 */
function addressFor(boxes) {
  const address = new URL(location.href);
  address.searchParams.delete(PARAMETER);
  const checked = boxes.filter((box) => box.checked).map((box) => box.value);
  // A comma may stand in a query as it is (RFC 3986, 3.4), which makes the address legible.
  const query = checked.length < boxes.length ? `${PARAMETER}=${checked.join(",")}` : "";
  address.search = [address.searchParams.toString(), query].filter(Boolean).join("&");
  return address;
}

/** @param {HTMLFieldSetElement} choice */
function show(choice) {
  showKinds(document, shownKinds());
  for (const drawing of document.querySelectorAll(".drawn svg")) {
    if (drawing instanceof SVGSVGElement) closeRanks(drawing);
  }
  for (const folded of document.querySelectorAll(".drawn details")) {
    folded.toggleAttribute("hidden", !folded.querySelector("[data-kinds]:not([hidden])"));
  }
  const entries = [...document.querySelectorAll("li.entry")];
  const shown = entries.filter((entry) => !entry.hasAttribute("hidden")).length;
  const status = choice.querySelector("[role=status]");
  if (status) status.textContent = shown < entries.length ? `${shown} of ${entries.length} shown` : "";
}

/** The kinds that are shown. @returns {Set<string>} */
export function shownKinds() {
  const checked = document.querySelectorAll(".kinds input:checked");
  return new Set([...checked].map((box) => (box instanceof HTMLInputElement ? box.value : "")));
}

/** Whether any kinds are hidden. */
export function hiddenKinds() {
  return document.querySelector(".kinds input:not(:checked)") !== null;
}

/**
 * Hides what is for none of some kinds.
 *
 * @param {Document} document of a page or of an SVG
 * @param {Set<string>} shown
 */
export function showKinds(document, shown) {
  for (const part of document.querySelectorAll("[data-kinds]")) {
    const kinds = part.getAttribute("data-kinds")?.split(" ") ?? [];
    part.toggleAttribute("hidden", !kinds.some((kind) => shown.has(kind)));
  }
}

/**
 * Moves the strips of a drawing together that are shown, and makes the drawing as high as they are.
 *
 * @param {SVGSVGElement} drawing
 */
export function closeRanks(drawing) {
  let height = 0;
  for (const strip of drawing.querySelectorAll(":scope > g[data-height]")) {
    if (strip.hasAttribute("hidden")) continue;
    strip.setAttribute("transform", `translate(0 ${height})`);
    height += Number(strip.getAttribute("data-height"));
  }
  drawing.toggleAttribute("hidden", !height);
  if (!height) return;
  // A file has the same margin on all sides, and a height of its own.
  const { x, y, width } = drawing.viewBox.baseVal;
  drawing.setAttribute("viewBox", `${x} ${y} ${width} ${height - 2 * y}`);
  if (drawing.hasAttribute("height")) drawing.setAttribute("height", `${height - 2 * y}`);
}

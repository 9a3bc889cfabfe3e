// The colours of the page, light or dark, for what is drawn on a canvas.

const NAMES = ["ground", "card", "ink", "soft", "line", "accent"];
const dark = matchMedia("(prefers-color-scheme: dark)");

export function theme(groups) {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const found = Object.fromEntries(NAMES.map((name) => [name, value(name)]));
  found.groups = Object.fromEntries(groups.map(({ name }) => [name, value(`group-${name.toLowerCase()}`) || found.soft]));
  found.font = getComputedStyle(document.body).fontFamily;
  return found;
}

export function onThemeChange(listener) {
  dark.addEventListener("change", listener);
}

// A colour, of which the ground shows through so much.
export function faded(colour, ground, share) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [front, back] = [parts(colour), parts(ground)];
  const mixed = front.map((one, at) => Math.round(one * (1 - share) + back[at] * share));
  return `#${mixed.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

// Elements in a line each, and what the site's addresses have in common.

// An element with attributes (or listeners, whose names begin with "on"), and children: elements, texts, or nothing.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== ""));
  return made;
}

export const byId = (id) => document.getElementById(id);

const root = new URL(byId("explorer").dataset.root, document.baseURI);

export function address(path) {
  return new URL(path, root).href;
}

// The page about what has a path: a thing, or a term of the ontology.
export function pageOf(path) {
  const [stem, fragment] = path.split("#");
  return address(`${stem}.html${fragment ? `#${fragment}` : ""}`);
}

// What a document of the server says; an error has its words for people.
export async function read(path, kind = "json") {
  const response = await fetch(address(path));
  if (response.ok) return response[kind]();
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail ?? `The server answers ${response.status}.`);
}

export function number(value) {
  return value.toLocaleString("en");
}

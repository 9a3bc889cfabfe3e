// Whether the reader prefers IRIs to labels, which the browser remembers.

const NAME = "workbench shows IRIs";

export function prefersIris() {
  try {
    return localStorage.getItem(NAME) === "true";
  } catch {
    // The reader does not allow pages to keep anything.
    return false;
  }
}

/** @param {boolean} iris */
export function preferIris(iris) {
  try {
    localStorage.setItem(NAME, String(iris));
  } catch {
    // The preference lasts as long as the page.
  }
}

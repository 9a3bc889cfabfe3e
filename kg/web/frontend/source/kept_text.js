// The text that the reader opened, kept in this tab until it is closed or the text is forgotten.

const NAME = "source-text ";

/** @param {string} hash the recorded SHA-256 of the text */
export function keptText(hash) {
  try {
    return sessionStorage.getItem(NAME + hash);
  } catch {
    return null;
  }
}

/**
 * Keeps a text for the other pages; false if the browser has no room for it, or does not allow it.
 *
 * @param {string} hash
 * @param {string} text
 */
export function keepText(hash, text) {
  try {
    sessionStorage.setItem(NAME + hash, text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} hash */
export function forgetText(hash) {
  try {
    sessionStorage.removeItem(NAME + hash);
  } catch {
    // Nothing was kept.
  }
}

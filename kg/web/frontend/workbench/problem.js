// Error messages: the endpoint's problem details (RFC 9457), and errors of the browser.

/** @import { ProblemDocument } from "../documents.js" */

/** @typedef {Pick<ProblemDocument, "title" | "detail" | "line" | "column" | "excerpt"> & { link?: [href: string, text: string] }} Message */

/**
 * A renderer of errors.
 *
 * @param {string} root the address of the site's root
 * @returns {(error: { text: string }) => Promise<HTMLElement>}
 */
export function problemRenderer(root) {
  return ({ text }) => Promise.resolve(alertOf(problemMessage(root, text) ?? browserMessage(root, text)));
}

/** @param {Message} message */
function alertOf({ title, detail, line, column, excerpt, link }) {
  const place = document.createElement("div");
  place.className = "problems";
  place.setAttribute("role", "alert");
  place.append(paragraph("strong", title), paragraph("span", detail));
  if (excerpt) place.append(marked(excerpt, line ?? 1, column ?? 1));
  if (link) place.append(paragraph("a", link[1], { href: link[0] }));
  return place;
}

/**
 * The message for the endpoint's problem details; undefined if the text is something else.
 *
 * @param {string} root
 * @param {string} text
 * @returns {Message | undefined}
 */
function problemMessage(root, text) {
  try {
    /** @type {ProblemDocument} */
    const problem = JSON.parse(text);
    // The type begins with the server's own idea of its address, which a proxy may not forward.
    const { hash } = new URL(problem.type);
    return { ...problem, link: [`${root}problems${hash}`, "About this error"] };
  } catch {
    return undefined;
  }
}

/**
 * The message if the query was stopped, the server was not reached, or the answer was not understood.
 *
 * @param {string} root
 * @param {string} text
 * @returns {Message}
 */
function browserMessage(root, text) {
  if (/abort/i.test(text)) return { title: "The query was stopped", detail: "Run it again, or change it first." };
  const detail = `The browser reports: ${text}`;
  return { title: "The answer cannot be shown", detail, link: [`${root}query`, "Use the plain query form"] };
}

/**
 * @param {"strong" | "span" | "a"} name
 * @param {string} text
 * @param {{ href?: string }} [attributes]
 */
function paragraph(name, text, attributes = {}) {
  const element = document.createElement("p");
  element.append(Object.assign(document.createElement(name), { textContent: text, ...attributes }));
  return element;
}

/**
 * The line with a syntax error, and a mark below its column.
 *
 * @param {string} excerpt
 * @param {number} line
 * @param {number} column
 */
function marked(excerpt, line, column) {
  const element = document.createElement("pre");
  const start = `${line}: `;
  element.textContent = `${start}${excerpt}\n${" ".repeat(start.length + Math.max(column - 1, 0))}^`;
  return element;
}

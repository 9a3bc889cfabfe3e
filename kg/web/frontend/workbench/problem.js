// What the endpoint says when it does not answer, in words: problems as RFC 9457 has them.

/** A renderer of errors, whose text is a problem in JSON or what the browser says; `root` leads to the site's root. */
export function explain(root) {
  return async ({ text }) => {
    const problem = told(root, text) ?? said(root, text);
    const shown = document.createElement("div");
    shown.className = "problems";
    shown.setAttribute("role", "alert");
    shown.append(paragraph(problem.title, "strong"), paragraph(problem.detail));
    if (problem.excerpt) shown.append(place(problem));
    if (problem.link) shown.append(further(problem.link));
    return shown;
  };
}

/** A problem as the endpoint tells it; nothing if it is not the endpoint's. */
function told(root, text) {
  try {
    const problem = JSON.parse(text);
    // The type is an address of this site as the server sees itself, which a proxy may not forward.
    const { hash } = new URL(problem.type);
    return { ...problem, link: { href: `${root}problems${hash}`, textContent: "What this means" } };
  } catch {
    return undefined;
  }
}

/** What the browser says: the query was stopped, the server was not reached, or the answer was not understood. */
function said(root, text) {
  if (/abort/i.test(text)) return { title: "The query was stopped", detail: "Run it again, or change it first." };
  const link = { href: `${root}query`, textContent: "Ask in the plain form" };
  return { title: "No answer can be shown", detail: `The browser says: ${text}`, link };
}

function paragraph(text, element = "span") {
  const shown = document.createElement("p");
  shown.append(Object.assign(document.createElement(element), { textContent: text }));
  return shown;
}

/** The line with the mistake, and a mark below the place. */
function place({ excerpt, line, column }) {
  const shown = document.createElement("pre");
  shown.textContent = `${line}: ${excerpt}\n${" ".repeat(`${line}: `.length + Math.max(column - 1, 0))}^`;
  return shown;
}

function further(link) {
  const shown = document.createElement("p");
  shown.append(Object.assign(document.createElement("a"), link));
  return shown;
}

// What the endpoint says when it does not answer, in words: problems as RFC 9457 has them.

/** The element for an error whose text is a problem in JSON, or what the browser says. */
export async function explain({ text }) {
  const problem = read(text);
  const shown = document.createElement("div");
  shown.className = "problems";
  shown.setAttribute("role", "alert");
  shown.append(paragraph(problem.title, "strong"), paragraph(problem.detail));
  if (problem.excerpt) shown.append(place(problem));
  if (problem.type) shown.append(explanation(problem.type));
  return shown;
}

function read(text) {
  try {
    const problem = JSON.parse(text);
    if (problem.title) return problem;
  } catch {
    // The server was not reached, or something between has answered.
  }
  return { title: "There is no answer", detail: `${text} Try again later.` };
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

function explanation(type) {
  // The type is an address of this site, as the server sees itself.
  const { hash } = new URL(type, document.baseURI);
  const link = document.createElement("a");
  link.href = `problems${hash}`;
  link.textContent = "What this means";
  const shown = document.createElement("p");
  shown.append(link);
  return shown;
}

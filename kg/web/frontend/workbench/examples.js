// The questions: a click runs one in a tab.
import { run } from "./sharing.js";

export function offerExamples(yasgui) {
  const panel = document.getElementById("examples");
  if (!panel) return;
  // Where the questions are above the editor, they make room for it.
  const beside = window.matchMedia("(min-width: 64rem)");
  panel.open = beside.matches;
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-query]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    run(yasgui, link.dataset.query, link.textContent);
    panel.open = beside.matches;
    document.getElementById("editor").scrollIntoView({ block: "nearest" });
  });
  const filter = document.getElementById("filter");
  filter.hidden = false;
  filter.addEventListener("input", () => narrow(panel, filter.value.trim().toLowerCase()));
}

function narrow(panel, wanted) {
  for (const section of panel.querySelectorAll("section")) {
    const questions = [...section.querySelectorAll("li")];
    for (const one of questions) one.hidden = !one.textContent.toLowerCase().includes(wanted);
    section.hidden = questions.every((one) => one.hidden);
  }
}

// Links to the answer in every format of the endpoint, which is asked again for it.
const KINDS = { CONSTRUCT: "graph", DESCRIBE: "graph", ASK: "truth" };

/** Put them below every answer; `formats` has the names and labels of formats for each kind of answer. */
export function offerDownloads(yasgui, endpoint, formats) {
  const asked = new WeakMap();
  // The query may be changed once the answer is there.
  yasgui.on("query", (_, tab) => {
    const form = tab.getYasqe().getQueryType();
    asked.set(tab, { query: tab.getQuery(), fitting: formats[KINDS[form] ?? "table"] });
  });
  yasgui.on("queryResponse", (_, tab) => {
    tab.getYasr().once("drawn", ({ results, rootEl }) => {
      rootEl.querySelector(".downloads")?.remove();
      if (!results.hasError()) rootEl.append(links(endpoint, asked.get(tab)));
    });
  });
}

function links(endpoint, { query, fitting }) {
  const line = document.createElement("p");
  line.className = "downloads";
  line.append("Download as ");
  for (const [format, label] of fitting) {
    const link = document.createElement("a");
    link.href = `${endpoint}?${new URLSearchParams({ query, format })}`;
    link.download = "";
    link.textContent = label;
    line.append(link);
  }
  return line;
}

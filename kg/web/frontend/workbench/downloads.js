// Links that run the query again for its answer in another format.

/** @import { FormatRow, WorkbenchSettings } from "../documents.js" */
/** @import { TabInstance, Yasgui } from "./yasgui.js" */

/** @typedef {{ query: string, formats: FormatRow[] }} Run */

/**
 * Adds the links below every answer.
 *
 * @param {Yasgui} yasgui
 * @param {string} endpoint
 * @param {WorkbenchSettings["formats"]} formats
 */
export function offerDownloads(yasgui, endpoint, formats) {
  // What was last run in each tab; its query may be edited before the answer arrives.
  /** @type {WeakMap<TabInstance, Run>} */
  const runs = new WeakMap();
  yasgui.on("query", (_, tab) => {
    runs.set(tab, { query: tab.getQuery(), formats: formats[resultKind(tab.getYasqe().getQueryType())] });
  });
  yasgui.on("queryResponse", (_, tab) => {
    tab.getYasr().once("drawn", ({ results, rootEl }) => {
      const run = runs.get(tab);
      rootEl.querySelector(".downloads")?.remove();
      if (run && !results.hasError()) rootEl.append(links(endpoint, run));
    });
  });
}

/** @param {string} queryType */
function resultKind(queryType) {
  if (queryType === "ASK") return "truth";
  return queryType === "CONSTRUCT" || queryType === "DESCRIBE" ? "graph" : "table";
}

/**
 * @param {string} endpoint
 * @param {Run} run
 */
function links(endpoint, { query, formats }) {
  const line = document.createElement("p");
  line.className = "downloads";
  line.append("Download as ");
  for (const [format, label] of formats) {
    const link = document.createElement("a");
    link.href = `${endpoint}?${new URLSearchParams({ query, format })}`;
    link.download = "";
    link.textContent = label;
    line.append(link);
  }
  return line;
}

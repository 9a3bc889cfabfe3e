// The query workbench: Yasgui with the endpoint, the names and the example queries of this site.

import "@zazuko/yasgui/build/yasgui.min.css";
import "./workbench.css";
import { acceptEveryAnswer } from "./answers.js";
import { chartView } from "./chart.js";
import { offerDownloads } from "./downloads.js";
import { setUpEditor } from "./editor.js";
import { offerExamples } from "./examples.js";
import { graphView } from "./graph.js";
import { offerHints } from "./hints.js";
import { Names } from "./names.js";
import { problemRenderer } from "./problem.js";
import { openShared, shareByFragment } from "./sharing.js";
import { tableView } from "./table.js";
import { YesOrNo } from "./truth.js";
import { Yasgui, Yasr } from "./yasgui.js";

/** @import { WorkbenchSettings } from "../documents.js" */

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (element) return element;
  throw new Error(`The page has no element #${id}.`);
}

/** @type {WorkbenchSettings} */
const settings = JSON.parse(byId("settings").textContent);
const endpoint = new URL(settings.endpoint, document.baseURI).href;
const names = new Names(settings);

setUpEditor(names);
Yasr.registerPlugin("table", tableView(names));
Yasr.registerPlugin("chart", chartView(names));
Yasr.registerPlugin("graph", graphView(names));
Yasr.registerPlugin("boolean", YesOrNo);
Yasr.defaults.pluginOrder = ["table", "chart", "graph", "response"];
Yasr.defaults.plugins.table.dynamicConfig = { compact: true };
Yasr.defaults.errorRenderers = [problemRenderer(settings.root)];
// Answers are not kept: the data may have changed by the next visit.
Yasr.defaults.maxPersistentResponseSize = 0;
acceptEveryAnswer();
shareByFragment();

const place = byId("editor");
place.replaceChildren();
const yasgui = new Yasgui(place, {
  // Keeps the tabs of two sites on the same host apart.
  persistenceId: `workbench ${endpoint}`,
  populateFromUrl: false,
  autofocus: false,
  endpointCatalogueOptions: { getData: () => [] },
  requestConfig: { endpoint, acceptHeaderGraph: "text/turtle,*/*;q=0.9" },
  yasqe: { value: settings.query },
});
// The button is a child of the tab list, whose children must be tabs.
place.querySelector(".addTab")?.setAttribute("role", "tab");
offerDownloads(yasgui, endpoint, settings.formats);
offerExamples(yasgui);
offerHints(yasgui, settings.hints);
openShared(yasgui, settings.query);

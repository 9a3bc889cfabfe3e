// The query workbench: Yasgui with the endpoint, the names and the questions of this site.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./workbench.css";
import { takeEveryAnswer } from "./answers.js";
import { chart } from "./chart.js";
import { offerDownloads } from "./downloads.js";
import { setUpEditor } from "./editor.js";
import { offerExamples } from "./examples.js";
import { graph } from "./graph.js";
import { Names } from "./names.js";
import { explain } from "./problem.js";
import { openShared, shareBySite } from "./sharing.js";
import { table } from "./table.js";

const settings = JSON.parse(document.getElementById("settings").textContent);
const endpoint = new URL(settings.endpoint, document.baseURI).href;
const names = new Names(settings);
const { Yasr } = Yasgui;

setUpEditor(names);
Yasr.registerPlugin("table", table(names));
Yasr.registerPlugin("chart", chart(names));
Yasr.registerPlugin("graph", graph(names));
Yasr.defaults.pluginOrder = ["table", "chart", "graph", "response"];
Yasr.defaults.plugins.table.dynamicConfig = { compact: true };
Yasr.defaults.errorRenderers = [explain(settings.root)];
// The data may have changed by the next visit, so answers are asked for again and not kept.
Yasr.defaults.maxPersistentResponseSize = 0;
takeEveryAnswer();
shareBySite();

const place = document.getElementById("editor");
place.replaceChildren();
const yasgui = new Yasgui(place, {
  // Two sites of one host keep their tabs apart.
  persistenceId: `workbench ${endpoint}`,
  populateFromUrl: false,
  autofocus: false,
  endpointCatalogueOptions: { getData: () => [] },
  requestConfig: { endpoint, acceptHeaderGraph: "text/turtle,*/*;q=0.9" },
  yasqe: { value: settings.query },
});
// The list of tabs holds a button beside the tabs, which no list of that role may.
place.querySelector(".addTab").setAttribute("role", "tab");
offerDownloads(yasgui, endpoint, settings.formats);
offerExamples(yasgui);
openShared(yasgui);

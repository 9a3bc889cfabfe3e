// Starts the explorer with the overview of the dataset.

import { byId } from "./dom.js";
import { Explorer } from "./explorer.js";
import { Network } from "./network.js";
import { fetchJson } from "./site.js";

/** @import { OverviewDocument } from "../documents.js" */

const message = byId("message", HTMLElement);
try {
  /** @type {OverviewDocument} */
  const overview = await fetchJson("explore.json");
  new Explorer(new Network(overview));
  message.hidden = true;
} catch (error) {
  message.textContent = `The network could not be drawn. ${error instanceof Error ? error.message : error}`;
  throw error;
}

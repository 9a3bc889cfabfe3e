// The explorer: it reads the overview of the dataset, and draws what the reader chooses of it.

import { byId, read } from "./dom.js";
import { Explorer } from "./explorer.js";
import { Network } from "./network.js";

try {
  const network = new Network(await read("explore.json"));
  new Explorer(network);
  byId("message").hidden = true;
} catch (error) {
  byId("message").textContent = `The network cannot be drawn. ${error.message}`;
  throw error;
}

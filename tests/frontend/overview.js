// The document of the project's network, which the test that starts these tests has made.

import { readFileSync } from "node:fs";

export const overview = JSON.parse(readFileSync(process.argv[2], "utf8"));

// The overview of the project's dataset, which test_frontend.py writes to a file.

import { readFileSync } from "node:fs";

/** @import { OverviewDocument } from "../../kg/web/frontend/documents.js" */

/** @type {OverviewDocument} */
export const overview = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));

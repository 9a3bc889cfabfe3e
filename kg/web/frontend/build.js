// Bundles each page's script, with the packages that it imports, into ../static/built.
import { build } from "esbuild";

await build({
  entryPoints: { explore: "explore/main.js", workbench: "workbench/main.js" },
  outdir: "../static/built",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  // The notices of the packages' licences, beside each bundle.
  legalComments: "linked",
  logLevel: "warning",
});

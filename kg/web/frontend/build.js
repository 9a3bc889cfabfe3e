// Bundles the script of each page with its packages into ../static/built, beside the licences of the packages.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUT = "../static/built";

/** The licences of every package that may be in the bundles: those that only build or check the scripts are not. */
function licences() {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
  /** @type {[string, { version: string, license: string, dev?: boolean }][]} */
  const packages = Object.entries(lock.packages);
  const bundled = packages.filter(([folder, { dev }]) => folder && !dev && !folder.includes("esbuild"));
  return bundled.map(([folder, { version, license }]) => {
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : `Licence: ${license}`;
    return `${folder.replace(/^.*node_modules\//, "")} ${version}\n\n${text}\n`;
  });
}

await build({
  entryPoints: {
    charts: "charts/main.js",
    explore: "explore/main.js",
    site: "site/main.js",
    source: "source/main.js",
    workbench: "workbench/main.js",
  },
  outdir: OUT,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  banner: { js: "/* The licences of the packages in this file are in licences.txt beside it. */" },
  logLevel: "warning",
});
writeFileSync(`${OUT}/licences.txt`, licences().join(`\n${"-".repeat(79)}\n\n`));

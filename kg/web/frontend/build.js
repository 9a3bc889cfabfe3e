// Bundles each page's script, with the packages that it imports, into ../static/built, and the packages' licences.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUT = "../static/built";

// The licences of what may be in the bundles: every package that is not there for building alone.
function licences() {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const bundled = Object.entries(packages).filter(([folder, { dev }]) => folder && !dev);
  return bundled.map(([folder, { version, license }]) => {
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : `Licence: ${license}`;
    return `${folder.replace(/^.*node_modules\//, "")} ${version}\n\n${text}\n`;
  });
}

await build({
  entryPoints: { explore: "explore/main.js", workbench: "workbench/main.js" },
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

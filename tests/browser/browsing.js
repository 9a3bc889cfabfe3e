// A browser for the tests, what pages do wrong in it by themselves, and what is told of that.
"use strict";

const fs = require("node:fs");
const { chromium } = require("playwright-core");

// Chromium asks nobody for anything, and the processor draws what is drawn by WebGL.
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

// The task that comes on the standard input.
function task() {
  return JSON.parse(fs.readFileSync(0, "utf8"));
}

function launch(executablePath) {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

// The list, which grows, of what goes wrong in the pages of a context: errors in the console and in scripts, requests
// to other hosts. `refused` is an address that may answer with an error, which the console tells too.
function watch(context, address, refused) {
  const wrong = [];
  context.on("console", (message) => {
    if (message.type() === "error" && message.location().url !== refused) wrong.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => wrong.push(`script: ${error.error().message}`));
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) wrong.push(`request to ${request.url()}`);
  });
  return wrong;
}

module.exports = { launch, task, watch };

// A chart as PNG: the SVG that the server offers, drawn by the browser.

import { download } from "../explore/picture.js";

// The resolution, in pixels per unit of the drawing.
const SCALE = 2;

/**
 * Adds a button for a PNG after the link to an SVG.
 *
 * @param {HTMLAnchorElement} link
 */
export function offerPng(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "PNG";
  button.addEventListener("click", async () => {
    download(await pngOf(link.href), link.download.replace(/\.svg$/, ".png"));
  });
  link.after(" ", button);
}

/**
 * @param {string} address of an SVG
 * @returns {Promise<Blob>}
 */
async function pngOf(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser could not write a PNG."))));
  });
}

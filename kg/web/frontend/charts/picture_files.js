// A chart as SVG and as PNG: the SVG that the server offers, with the kinds that are shown on the page.

import { download } from "../explore/picture.js";
import { closeRanks, hiddenKinds, showKinds, shownKinds } from "./kinds.js";

// The resolution, in pixels per unit of the drawing.
const SCALE = 2;

/**
 * Makes a link to an SVG offer what is shown, and adds a button for a PNG after it.
 *
 * @param {HTMLAnchorElement} link
 */
export function offerPictures(link) {
  link.addEventListener("click", async (event) => {
    // Without a choice the file is the picture: also where pages may not read files.
    if (!hiddenKinds()) return;
    event.preventDefault();
    download(await pictureOf(link.href), link.download);
  });
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "PNG";
  button.addEventListener("click", async () => {
    download(await pngOf(await pictureOf(link.href)), link.download.replace(/\.svg$/, ".png"));
  });
  link.after(" ", button);
}

/**
 * @param {string} address of an SVG
 * @returns {Promise<Blob>} the same without the kinds that are hidden
 */
async function pictureOf(address) {
  const response = await fetch(address);
  const file = new DOMParser().parseFromString(await response.text(), "image/svg+xml");
  if (hiddenKinds()) {
    showKinds(file, shownKinds());
    for (const hidden of file.querySelectorAll("[hidden]")) hidden.remove();
    if (file.documentElement instanceof SVGSVGElement) closeRanks(file.documentElement);
  }
  return new Blob([new XMLSerializer().serializeToString(file)], { type: "image/svg+xml" });
}

/**
 * @param {Blob} picture an SVG
 * @returns {Promise<Blob>}
 */
async function pngOf(picture) {
  const image = new Image();
  image.src = URL.createObjectURL(picture);
  await image.decode();
  URL.revokeObjectURL(image.src);
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser could not write a PNG."))));
  });
}

// What the pages with charts have: the choice of kinds, and pictures to download.

import { chooseKinds } from "./kinds.js";
import { offerPictures } from "./picture_files.js";

const choice = document.querySelector("fieldset.kinds");
if (choice instanceof HTMLFieldSetElement) chooseKinds(choice);

for (const link of document.querySelectorAll(".drawn .downloads a[type='image/svg+xml']")) {
  if (link instanceof HTMLAnchorElement) offerPictures(link);
}

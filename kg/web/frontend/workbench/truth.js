// The view of the answer to an ASK: yes or no.

import { TruthView } from "./yasgui.js";

export class YesOrNo extends TruthView {
  /** @override */
  draw() {
    super.draw();
    const text = this.yasr.results?.getBoolean() ? "Yes" : "No";
    this.yasr.resultsEl.querySelector(".booleanResult span")?.replaceChildren(text);
  }
}

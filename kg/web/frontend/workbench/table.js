// The table view, in which IRIs link to their pages on this site.

import { TableView } from "./yasgui.js";

/** @import { Names } from "./names.js" */

/** @param {Names} names */
export function tableView(names) {
  return class extends TableView {
    /** @param {{ value: string }} term */
    getUriLinkFromBinding({ value }) {
      return names.link(value).outerHTML;
    }

    /** @override */
    drawControls() {
      super.drawControls();
      this.tableSizeField.setAttribute("aria-label", "Rows per page");
    }
  };
}

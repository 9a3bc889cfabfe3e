// The table of an answer, in which IRIs lead to their pages on this site.
import Yasgui from "@zazuko/yasgui";

export function table(names) {
  return class extends Yasgui.Yasr.plugins.table {
    getUriLinkFromBinding({ value }) {
      return names.link(value).outerHTML;
    }

    drawControls() {
      super.drawControls();
      this.tableSizeField.setAttribute("aria-label", "Rows a page");
    }
  };
}

// The table view: IRIs are shown by their labels, literals as pages write them; both have the raw value as their title.

import { irisIn, labelled } from "./cells.js";
import { MAX_IRIS } from "./labels.js";
import { literalText } from "./literals.js";
import { preferIris, prefersIris } from "./preference.js";
import { TableView } from "./yasgui.js";

/** @import { SimpleTerm } from "../documents.js" */
/** @import { Literal } from "./literals.js" */
/** @import { Names } from "./names.js" */
/** @import { DataTable, YasrInstance } from "./yasgui.js" */

/**
 * @param {Names} names
 * @returns {new (yasr: YasrInstance) => LabelledTable}
 */
export function tableView(names) {
  return class extends LabelledTable {
    /** @param {YasrInstance} yasr */
    constructor(yasr) {
      super(yasr, names);
    }
  };
}

class LabelledTable extends TableView {
  #names;
  #showsIris = prefersIris();
  /** Whether the labels of all IRIs in the answer have been looked up. */
  #knowsAll = false;

  /**
   * @param {YasrInstance} yasr
   * @param {Names} names
   */
  constructor(yasr, names) {
    super(yasr);
    this.#names = names;
  }

  /** @override @param {object} [config] */
  draw(config) {
    this.#knowsAll = false;
    super.draw(config);
    const table = this.dataTable;
    if (this.#showsIris || !table) return;
    table.on("draw", () => this.#label(table));
    this.#label(table);
  }

  /**
   * Looks up the labels of the page in view, or of the whole answer if that takes no more than one request.
   *
   * @param {DataTable} table
   */
  async #label(table) {
    if (this.#knowsAll) return;
    const all = irisIn(table.rows().data().toArray());
    this.#knowsAll = all.size <= MAX_IRIS;
    const selector = this.#knowsAll ? {} : { page: /** @type {const} */ ("current") };
    const learnt = await this.#names.labels.learn(irisIn(table.rows(selector).data().toArray()));
    // The reader may have left the view in the meantime.
    if (learnt && this.dataTable === table) table.rows(selector).invalidate().draw("page");
  }

  /** @override */
  getColumns() {
    const [number, ...columns] = super.getColumns();
    const named = columns.map((column) => labelled(column, this.#names, () => this.#knowsAll && !this.#showsIris));
    return number ? [number, ...named] : named;
  }

  /** @param {SimpleTerm} term */
  getUriLinkFromBinding({ value }) {
    return this.#names.link(value, this.#showsIris).outerHTML;
  }

  /** @override @param {Literal} literal @param {Record<string, string>} prefixes */
  formatLiteral(literal, prefixes) {
    const text = literalText(literal);
    if (this.#showsIris || text === literal.value) return super.formatLiteral(literal, prefixes);
    const element = document.createElement("span");
    element.title = literal.value;
    element.textContent = text;
    return element.outerHTML;
  }

  /** @override */
  drawControls() {
    super.drawControls();
    this.tableSizeField.setAttribute("aria-label", "Rows per page");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: this.#showsIris });
    box.addEventListener("change", () => this.#show(box.checked));
    const label = Object.assign(document.createElement("label"), { className: "switch iris" });
    label.append(Object.assign(document.createElement("span"), { className: "label", textContent: "Show IRIs" }), box);
    this.tableControls.prepend(label);
  }

  /** @param {boolean} iris */
  #show(iris) {
    this.#showsIris = iris;
    preferIris(iris);
    this.draw(this.persistentConfig);
    // The drawing has replaced the switch that the reader used.
    this.tableControls.querySelector("input")?.focus();
  }
}

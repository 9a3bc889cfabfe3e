// Links that open a query: /sparql#query=…&title=…

import { Tab } from "./yasgui.js";

/** @import { TabInstance, Yasgui } from "./yasgui.js" */

/** Makes the share button of the tabs produce such links, which contain nothing but the query and its title. */
export function shareByFragment() {
  Tab.prototype.getShareableLink = function () {
    const link = new URL(document.URL);
    link.hash = String(new URLSearchParams({ query: this.getQuery(), title: this.getName() }));
    return link.href;
  };
}

/**
 * Opens and runs the query in the address, now and whenever it changes.
 *
 * @param {Yasgui} yasgui
 * @param {string} example the query of a new tab
 */
export function openShared(yasgui, example) {
  const open = () => {
    const shared = new URLSearchParams(location.hash.slice(1));
    const query = shared.get("query");
    if (query === null) return;
    history.replaceState(null, "", location.pathname + location.search);
    const title = shared.get("title");
    run(yasgui, query, title, unusedTab(yasgui, example));
  };
  window.addEventListener("hashchange", open);
  open();
}

/**
 * The only tab if it holds nothing but the example, as in a new browser. Everything else is the reader's work.
 *
 * @param {Yasgui} yasgui
 * @param {string} example
 */
function unusedTab(yasgui, example) {
  const [tab, ...others] = Object.values(yasgui._tabs);
  // What is kept of a tab may be older than what its editor holds.
  return tab && !others.length && tab.getQuery() === example ? tab : undefined;
}

/**
 * Runs a query in the tab that already has it, in an unused one, or in a new one. An update is shown but not run.
 *
 * @param {Yasgui} yasgui
 * @param {string} query
 * @param {string | null} title
 * @param {TabInstance} [unused]
 */
export function run(yasgui, query, title, unused) {
  keepEdits(yasgui);
  const open = Object.values(yasgui._tabs).find((tab) => tab.getPersistedJson().yasqe.value === query);
  if (!open && unused) {
    unused.setName(title || unused.getName());
    unused.setQuery(query);
  }
  const tab = open ?? unused ?? yasgui.addTab(true, { name: title || yasgui.createTabName(), yasqe: { value: query } });
  yasgui.selectTabId(tab.getId());
  // Following a link must not change data. Yasr shows any error.
  if (tab.getYasqe().getQueryMode() === "query") tab.query().catch(() => {});
}

/**
 * Keeps what the reader has typed into the tab in view, which Yasgui does only when the editor loses the focus.
 *
 * @param {Yasgui} yasgui
 */
function keepEdits(yasgui) {
  const tab = yasgui.getTab();
  const query = tab?.getQuery();
  if (tab && query !== undefined && query !== tab.getPersistedJson().yasqe.value) tab.setQuery(query);
}

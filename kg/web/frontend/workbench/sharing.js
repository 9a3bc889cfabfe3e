// Links that open a query: /sparql#query=…&title=…

import { Tab } from "./yasgui.js";

/** @import { Yasgui } from "./yasgui.js" */

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
 */
export function openShared(yasgui) {
  const open = () => {
    const shared = new URLSearchParams(location.hash.slice(1));
    const query = shared.get("query");
    if (query === null) return;
    history.replaceState(null, "", location.pathname + location.search);
    run(yasgui, query, shared.get("title"));
  };
  window.addEventListener("hashchange", open);
  open();
}

/**
 * Runs a query in a tab of its own, or in the tab that already has it. An update is shown but not run.
 *
 * @param {Yasgui} yasgui
 * @param {string} query
 * @param {string | null} title
 */
export function run(yasgui, query, title) {
  const open = Object.values(yasgui._tabs).find((tab) => tab.getPersistedJson().yasqe.value === query);
  const tab = open ?? yasgui.addTab(true, { name: title || yasgui.createTabName(), yasqe: { value: query } });
  yasgui.selectTabId(tab.getId());
  // Following a link must not change data. Yasr shows any error.
  if (tab.getYasqe().getQueryMode() === "query") tab.query().catch(() => {});
}

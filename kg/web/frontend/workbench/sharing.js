// Links that open a query: /sparql#query=…&title=…
import Yasgui from "@zazuko/yasgui";

/** Have the button for sharing give links of this kind, which name a query and nothing else. */
export function shareBySite() {
  Yasgui.Tab.prototype.getShareableLink = function () {
    const link = new URL(document.URL);
    link.hash = new URLSearchParams({ query: this.getQuery(), title: this.getName() });
    return link.href;
  };
}

/** Open and run the query that the address names, now and whenever it changes. */
export function openShared(yasgui) {
  const open = () => {
    const shared = new URLSearchParams(location.hash.slice(1));
    if (!shared.has("query")) return;
    history.replaceState(null, "", location.pathname + location.search);
    run(yasgui, shared.get("query"), shared.get("title"));
  };
  window.addEventListener("hashchange", open);
  open();
}

/** Run a query in a tab of its own, or in the one that has it; an update is shown only. */
export function run(yasgui, query, title) {
  const open = Object.values(yasgui._tabs).find((tab) => tab.getPersistedJson().yasqe.value === query);
  const tab = open ?? yasgui.addTab(true, { name: title || yasgui.createTabName(), yasqe: { value: query } });
  yasgui.selectTabId(tab.getId());
  // Nobody is to change data by following a link. What goes wrong is shown where the answer would be.
  if (tab.getYasqe().getQueryMode() === "query") tab.query().catch(() => {});
}

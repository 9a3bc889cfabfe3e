// Yasgui: its tabs, its editor (Yasqe) and its views of answers (Yasr).

import Yasgui from "@zazuko/yasgui";

export { Yasgui };
export const { Tab, Yasqe, Yasr } = Yasgui;
/** The view of an answer as a table. */
export const TableView = Yasr.plugins.table;
/** The view of the answer to an ASK. */
export const TruthView = Yasr.plugins.boolean;

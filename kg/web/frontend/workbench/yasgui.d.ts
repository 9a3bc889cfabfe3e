// What the workbench uses of Yasgui. Yasgui's own declarations lack CodeMirror's functions and mistake the type of plugins.

import type { Editor as CodeMirrorEditor, EditorConfiguration, Hint, Mode, Position, Token } from "codemirror";
import type { SimpleTerm } from "../documents.js";

export type Bindings = Record<string, SimpleTerm>;

export interface Results {
  /** Undefined for an ASK. */
  getVariables(): string[] | undefined;
  /** Undefined for an ASK. */
  getBindings(): Bindings[] | undefined;
  /** Undefined unless for an ASK. */
  getBoolean(): boolean | undefined;
  hasError(): boolean;
}

export interface View {
  label: string;
  priority: number;
  canHandleResults(): boolean;
  draw(config?: object): void | Promise<void>;
  getIcon(): Element;
}

export interface YasrInstance {
  results?: Results;
  resultsEl: HTMLElement;
  rootEl: HTMLElement;
  once(event: "drawn", listener: (view: { results: Results; rootEl: HTMLElement }) => void): void;
}

export const Yasr: {
  prototype: {
    setResponse(this: YasrInstance, response: { ok: boolean; content: string }, milliseconds: number): void;
  };
  registerPlugin(name: string, plugin: new (yasr: YasrInstance) => Pick<View, "draw">): void;
  defaults: {
    pluginOrder: string[];
    plugins: { table: { dynamicConfig: { compact: boolean } } };
    errorRenderers: ((error: { text: string }) => Promise<HTMLElement>)[];
    maxPersistentResponseSize: number;
  };
};

/** The rows of a DataTable: a number, and a term or an empty text for each variable. */
export type TableRow = (number | SimpleTerm | "")[];

export interface DataTableRows {
  data(): { toArray(): TableRow[] };
  invalidate(): { draw(paging: "page"): void };
}

export interface DataTable {
  rows(selector?: { page?: "current" }): DataTableRows;
  on(event: "draw", listener: () => void): void;
}

export interface Column {
  render(term: TableRow[number], use: string, row: TableRow, meta: object): string;
}

export const TableView: new (
  yasr: YasrInstance,
) => View & {
  yasr: YasrInstance;
  persistentConfig: object;
  dataTable: DataTable | undefined;
  tableControls: HTMLElement;
  tableSizeField: HTMLElement;
  draw(config?: object): void;
  drawControls(): void;
  getColumns(): Column[];
  formatLiteral(literal: Extract<SimpleTerm, { type: "literal" }>, prefixes: Record<string, string>): string;
};

export const TruthView: new (
  yasr: YasrInstance,
) => {
  yasr: YasrInstance;
  draw(): void;
};

export interface Editor extends CodeMirrorEditor {
  getQueryType(): string;
  getQueryMode(): "update" | "query";
}

export type CompletionToken = Token & { readings: string[]; from?: Position; to?: Position };

export interface Completer {
  name: string;
  bulk: boolean;
  autoShow: boolean;
  isValidCompletionPosition(editor: Editor): boolean;
  preProcessToken(editor: Editor, token: Token): CompletionToken;
  get(editor: Editor, token: CompletionToken): Promise<string[]>;
  postProcessSuggestion(editor: Editor, token: CompletionToken, text: string): string;
  postprocessHints(editor: Editor, hints: Hint[]): (Omit<Hint, "render"> & { render(item: HTMLElement): void })[];
}

export const Yasqe: {
  defineMode(name: string, create: (config: EditorConfiguration) => Mode<object>): void;
  getMode(config: EditorConfiguration, name: string): Mode<object>;
  defineInitHook(hook: (editor: Editor) => void): void;
  forkAutocompleter(from: string, changes: { name: string; get: string[]; persistenceId: null }): void;
  registerAutocompleter(completer: Completer): void;
  defaults: { autocompleters: string[]; mode: string };
};

export interface TabInstance {
  getId(): string;
  getName(): string;
  setName(name: string): void;
  setQuery(query: string): void;
  getQuery(): string;
  getYasqe(): Editor;
  getYasr(): YasrInstance;
  getPersistedJson(): { yasqe: { value: string } };
  query(): Promise<unknown>;
}

export const Tab: { prototype: { getShareableLink(this: TabInstance): string } };

export interface YasguiConfig {
  persistenceId: string;
  populateFromUrl: boolean;
  autofocus: boolean;
  endpointCatalogueOptions: { getData(): never[] };
  requestConfig: { endpoint: string; acceptHeaderGraph: string };
  yasqe: { value: string };
}

export class Yasgui {
  constructor(place: HTMLElement, config: YasguiConfig);
  _tabs: Record<string, TabInstance>;
  on(event: "query" | "queryResponse", listener: (yasgui: Yasgui, tab: TabInstance) => void): void;
  addTab(active: boolean, config: { name: string; yasqe: { value: string } }): TabInstance;
  createTabName(): string;
  /** The tab in view. */
  getTab(): TabInstance | undefined;
  selectTabId(id: string): void;
}

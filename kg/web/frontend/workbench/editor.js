// The query editor: it knows the endpoint's prefixes, and completes the names of terms and entities.

import { Yasqe } from "./yasgui.js";

/** @import { Entry, Names } from "./names.js" */
/** @import { Completer, Editor } from "./yasgui.js" */

const MODE = "sparql-with-prefixes";
// Nobody reads suggestions for letters that are already followed by others.
const PAUSE = 120;
// Tokens in which no name is completed: comments, strings, IRIs, variables and keywords.
const EXCLUDED_TOKENS = new Set(["comment", "string", "variable-3", "atom", "keyword"]);
const PREFIXED_NAME = /(?:^|[\s(){}[\],;|/^!*+?])([\w-]*:[\w.-]*)$/;
const WORDS = /(?:^|[\s(){}[\],;|/^!])(\p{L}[\p{L}\p{M}\p{N}'’-]*(?: \p{L}[\p{L}\p{M}\p{N}'’-]*){0,3})$/u;
// Too short or too common to complete: two ASCII letters, a SPARQL keyword, or the `a` before a class.
const UNSPECIFIC = /^([ -~]{1,2}|[A-Z]+|a .*)$/;

/**
 * Configures the editors of all tabs.
 *
 * @param {Names} names
 */
export function setUpEditor(names) {
  Yasqe.defineMode(MODE, (config) => {
    const mode = Yasqe.getMode(config, "sparql11");
    return { ...mode, startState: () => ({ ...mode.startState?.(), prefixes: { ...names.prefixes } }) };
  });
  Yasqe.defineInitHook((editor) => {
    if (editor.getOption("mode") !== MODE) return;
    editor.getInputField().setAttribute("aria-label", "SPARQL query");
    // Makes it scrollable by keyboard.
    editor.getScrollerElement().tabIndex = 0;
  });
  const declarations = Object.entries(names.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "prefixes", get: declarations, persistenceId: null });
  Yasqe.registerAutocompleter(completer(names));
  // Yasqe's other completers send requests to another site.
  Yasqe.defaults.autocompleters = ["variables", "prefixes", "names"];
  Yasqe.defaults.mode = MODE;
}

/**
 * @param {Names} names
 * @returns {Completer}
 */
function completer(names) {
  /** @type {Map<string, Entry>} */
  let offered = new Map();
  let turn = 0;
  return {
    name: "names",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (editor) => readingsAtCursor(editor).length > 0,
    preProcessToken: (editor, token) => ({ ...token, readings: readingsAtCursor(editor) }),
    async get(editor, token) {
      turn += 1;
      const own = turn;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      // The reader has gone on typing, and other suggestions are on their way.
      if (own !== turn) return [];
      for (const reading of token.readings) {
        const entries = await names.matching(reading);
        if (!entries.length) continue;
        const { line, ch } = editor.getDoc().getCursor();
        token.from = { line, ch: ch - reading.length };
        token.to = { line, ch };
        offered = new Map(entries.map((entry) => [entry.text, entry]));
        return [...offered.keys()];
      }
      return [];
    },
    postProcessSuggestion: (_editor, _token, text) => text,
    postprocessHints: (_editor, hints) => {
      const entries = offered;
      return hints.map((hint) => ({ ...hint, render: (item) => drawHint(item, entries.get(hint.text)) }));
    },
  };
}

/**
 * What before the cursor may be a name: a prefixed name, or the last words, most of them first.
 *
 * @param {Editor} editor
 */
function readingsAtCursor(editor) {
  const cursor = editor.getDoc().getCursor();
  const before = editor.getDoc().getLine(cursor.line).slice(0, cursor.ch);
  if (/^\s*(prefix|base)\b/i.test(before) || EXCLUDED_TOKENS.has(editor.getTokenAt(cursor).type ?? "")) return [];
  const prefixed = PREFIXED_NAME.exec(before)?.[1];
  if (prefixed) return [prefixed];
  const words = WORDS.exec(before)?.[1]?.split(" ") ?? [];
  return words.map((_, index) => words.slice(index).join(" ")).filter((reading) => !UNSPECIFIC.test(reading));
}

/**
 * @param {HTMLElement} item
 * @param {Entry | undefined} entry
 */
function drawHint(item, entry) {
  if (!entry) return;
  const { text, label, kind, note } = entry;
  const name = document.createElement("strong");
  name.textContent = label;
  const details = document.createElement("span");
  details.textContent = text.startsWith("<") ? kind : `${text} – ${kind}`;
  item.append(name, " ", details);
  if (note) item.append(Object.assign(document.createElement("small"), { textContent: note }));
}

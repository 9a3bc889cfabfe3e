// The editor: it knows the prefixes that the endpoint knows, and completes the names of terms and things.
import Yasgui from "@zazuko/yasgui";

const { Yasqe } = Yasgui;
// What is no place for a name: comments, texts, IRIs, variables and words of SPARQL.
const ELSEWHERE = new Set(["comment", "string", "variable-3", "atom", "keyword"]);
const PREFIXED = /(?:^|[\s(){}[\],;|/^!*+?])([\w-]*:[\w.-]*)$/;
const WORDS = /(?:^|[\s(){}[\],;|/^!])(\p{L}[\p{L}\p{M}\p{N}'’-]*(?: \p{L}[\p{L}\p{M}\p{N}'’-]*){0,3})$/u;

/** Prepare every editor that is made from now on. */
export function setUpEditor(names) {
  Yasqe.defineMode("sparql-here", (config) => {
    const mode = Yasqe.getMode(config, "sparql11");
    return { ...mode, startState: () => ({ ...mode.startState(), prefixes: { ...names.prefixes } }) };
  });
  Yasqe.defineInitHook((editor) => {
    if (editor.getOption("mode") !== "sparql-here") return;
    editor.getInputField().setAttribute("aria-label", "SPARQL query");
    // Who has no mouse scrolls it too.
    editor.getScrollerElement().tabIndex = 0;
  });
  const declarations = Object.entries(names.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "prefixes", get: declarations, persistenceId: null });
  Yasqe.registerAutocompleter(completer(names));
  // The others ask a site of other people.
  Yasqe.defaults.autocompleters = ["variables", "prefixes", "names"];
  Yasqe.defaults.mode = "sparql-here";
}

function completer(names) {
  let offered = new Map();
  return {
    name: "names",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => typed(yasqe).length > 0,
    preProcessToken: (yasqe, token) => ({ ...token, readings: typed(yasqe) }),
    async get(yasqe, token) {
      for (const reading of token.readings) {
        const found = await names.fitting(reading);
        if (!found.length) continue;
        const { line, ch } = yasqe.getDoc().getCursor();
        token.from = { line, ch: ch - reading.length };
        token.to = { line, ch };
        offered = new Map(found.map((entry) => [entry.text, entry]));
        return [...offered.keys()];
      }
      return [];
    },
    postProcessSuggestion: (yasqe, token, text) => text,
    postprocessHints: (yasqe, hints) => {
      const entries = offered;
      return hints.map((hint) => ({ ...hint, render: (item) => draw(item, entries.get(hint.text)) }));
    },
  };
}

/** What somebody types that may be a name: the words before the cursor, most of them first; nothing if it is none. */
function typed(yasqe) {
  const cursor = yasqe.getDoc().getCursor();
  const before = yasqe.getDoc().getLine(cursor.line).slice(0, cursor.ch);
  if (/^\s*(prefix|base)\b/i.test(before) || ELSEWHERE.has(yasqe.getTokenAt(cursor).type)) return [];
  const prefixed = PREFIXED.exec(before)?.[1];
  if (prefixed) return [prefixed];
  const words = WORDS.exec(before)?.[1].split(" ") ?? [];
  return words.map((word, index) => words.slice(index).join(" ")).filter(telling);
}

/** Whether words tell enough: not two letters, nor a word of SPARQL in the making, nor the word `a` before a class. */
function telling(reading) {
  return !/^([\x00-\x7f]{1,2}|[A-Z]+|a .*)$/.test(reading);
}

function draw(item, { text, label, kind, note }) {
  const name = document.createElement("strong");
  name.textContent = label;
  const rest = document.createElement("span");
  rest.textContent = text.startsWith("<") ? kind : `${text} – ${kind}`;
  item.append(name, " ", rest);
  if (note) item.append(Object.assign(document.createElement("small"), { textContent: note }));
}

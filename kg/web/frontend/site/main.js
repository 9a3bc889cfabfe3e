// What every page has: suggestions while a reader types into a search field, the first of which the key "/" reaches;
// lists that sort by a column or that a reader filters; parts that fold on a phone; and what shares a page.

import { searchOf } from "../search/source.js";
import { foldOnPhones } from "./folding.js";
import { pageOf } from "./pages.js";
import { unfoldForPrint } from "./print.js";
import { filterQuestions } from "./question_filter.js";
import { showResults } from "./results.js";
import { makeShareable } from "./share.js";
import { reachByKey } from "./shortcut.js";
import { makeSortable } from "./sorting.js";
import { suggestIn } from "./suggestions.js";
import { filterTerms, showTerm } from "./term_filter.js";

/** @import { SearchHit } from "../documents.js" */

// The form in the header says where the hits come from, for all others too.
const header = document.querySelector("form.site-search");
if (header instanceof HTMLFormElement) {
  const search = searchOf(header);
  const choose = (/** @type {SearchHit} */ { path }) => location.assign(pageOf(header, path));
  for (const field of document.querySelectorAll("form[role=search] input[type=search]")) {
    if (field instanceof HTMLInputElement) suggestIn(field, search, choose);
  }
  // A page may have a larger field in place of that in the header.
  const field = document.querySelector(".ask input") ?? header.querySelector("input");
  if (field instanceof HTMLInputElement) reachByKey(field);
  if (header.dataset.index !== undefined) showResults(header, search);
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  if (table instanceof HTMLTableElement) makeSortable(table);
}

const filter = document.querySelector(".filter:has(#filter-terms)");
const terms = document.getElementById("terms");
if (filter instanceof HTMLElement && terms) {
  filterTerms(filter, terms);
  showTerm(terms);
}

const form = document.getElementById("filter-questions");
const questions = document.getElementById("questions");
if (form instanceof HTMLFormElement && questions) {
  filterQuestions(form, questions);
  showTerm(questions);
}

makeShareable();
foldOnPhones();
unfoldForPrint();

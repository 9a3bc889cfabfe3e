// Words that a narrow cell of a table breaks inside.

/** @import { Page } from "playwright-core" */

/**
 * The words of the tables of a page that stand on two lines. Hyphens, addresses and code may end a line anywhere.
 *
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export function brokenWords(page) {
  return page.evaluate(() => {
    const WORD = /(?<![^\s(“"])\p{Script=Latin}+(?![^\s,.;:)”"’])/gu;
    const range = document.createRange();
    const isBroken = (/** @type {Text} */ text, /** @type {RegExpExecArray} */ word) => {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    };
    const wordsOf = (/** @type {ChildNode} */ node) =>
      node instanceof Text ? [...node.data.matchAll(WORD)].filter((word) => isBroken(node, word)) : [];
    return [...document.querySelectorAll("main table :is(th, td), main table :is(th, td) *:not(code, code *)")]
      .filter((element) => element.checkVisibility())
      .flatMap((element) => [...element.childNodes].flatMap(wordsOf))
      .map(([word]) => word);
  });
}

// Literals as the pages of the site write them: the rules of format_literal in kg/model/labels.py.

/** @import { SimpleTerm } from "../documents.js" */
/** @typedef {Extract<SimpleTerm, { type: "literal" }>} Literal */

const XSD = "http://www.w3.org/2001/XMLSchema#";
const DATE = /^(-?\d{4,})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:Z|[+-]\d\d:\d\d)?$/;
const DATES = new Set([`${XSD}date`, `${XSD}gYearMonth`, `${XSD}gYear`]);

const NUMBER = /^([+-]?)(\d{1,100})(\.\d+)?$/;
const NUMBERS = new Set([`${XSD}integer`, `${XSD}decimal`]);
const MONTH = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/**
 * A literal in words: 19 February 2026, 5,000, −57, yes; others as they are.
 *
 * @param {Literal} literal
 */
export function literalText({ value, datatype }) {
  if (datatype === `${XSD}boolean`) return { true: "yes", 1: "yes", false: "no", 0: "no" }[value] ?? value;
  const [, sign, whole, fraction = ""] = (NUMBERS.has(datatype ?? "") && NUMBER.exec(value)) || [];
  if (whole) return `${sign === "-" ? "−" : ""}${BigInt(whole).toLocaleString("en")}${fraction}`;
  const [, year, month, day] = (DATES.has(datatype ?? "") && DATE.exec(value)) || [];
  if (!year) return value;
  const name = month && MONTH.format(Date.UTC(2000, Number(month) - 1));
  return [day && String(Number(day)), name, year].filter(Boolean).join(" ");
}

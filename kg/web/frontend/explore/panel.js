// The panel: what is said of the thing, or of the two things, that are selected.

import { element, number, pageOf, address } from "./dom.js";
import { evidence } from "./evidence.js";
import { across } from "./network.js";

const MOST = 100;

export class Panel {
  #place;
  #network;
  #on;
  #empty;

  // `on` has the listeners select(paths), only(thing), expand(thing), collapse(thing), path(thing) and all().
  constructor(place, network, on) {
    this.#place = place;
    this.#network = network;
    this.#on = on;
    this.#empty = [...place.childNodes];
  }

  nothing() {
    this.#place.replaceChildren(...this.#empty);
  }

  // A thing with the relations of it that are shown; `can` tells which actions make sense.
  thing(thing, shown, can) {
    const relations = thing.relations.filter((one) => shown.relations.has(one));
    this.#place.replaceChildren(
      element("p", { class: "classes" }, thing.kind, thing.dates ? ` · ${thing.dates}` : ""),
      element("h2", {}, element("a", { href: pageOf(thing.path) }, thing.label)),
      thing.names.length ? element("p", { class: "names" }, thing.names.join(" · ")) : "",
      element("p", { class: "actions" }, this.#actions(thing, can)),
      element("p", {}, `${number(relations.length)} of ${number(thing.relations.length)} relations are shown.`),
      ...byProperty(thing, relations).map(([heading, members]) => this.#group(heading, members, thing)),
      this.#files(thing),
    );
  }

  // The relations between two things, each with its evidence.
  pair(one, other, relations) {
    this.#place.replaceChildren(
      element("h2", {}, this.#link(one), " and ", this.#link(other)),
      element("p", {}, relations.length === 1 ? "One relation joins them." : `${relations.length} relations join them.`),
      ...relations.map((relation) => this.#sentence(relation)),
    );
  }

  // The way from one thing to another: each step with what joins it to the next.
  path(things, joined) {
    const steps = things.slice(1).map((next, at) => {
      const relations = joined(things[at], next);
      const words = relations.map((one) => role(one, things[at])).join(", ");
      return element("li", {}, this.#choice(words, [things[at].path, next.path]), " ", this.#link(next));
    });
    this.#place.replaceChildren(
      element("h2", {}, "A shortest path"),
      element("p", {}, `${things.length - 1} step${things.length === 2 ? "" : "s"} from `, this.#link(things[0]), ":"),
      element("ol", { class: "path" }, steps),
    );
  }

  // What cannot be done, and why.
  excuse(words) {
    this.#place.prepend(element("p", { class: "problems", role: "alert" }, words));
  }

  #actions(thing, can) {
    const offered = [
      ["Only its surroundings", () => this.#on.only(thing), can.only],
      ["Expand", () => this.#on.expand(thing), can.expand],
      ["Collapse", () => this.#on.collapse(thing), can.collapse],
      ["Path from here …", () => this.#on.path(thing), true],
      ["Show everything", () => this.#on.all(), can.all],
    ];
    return offered.filter(([, , possible]) => possible).map(([words, act]) => element("button", { type: "button", onclick: act }, words));
  }

  #group(heading, members, thing) {
    const rows = members.slice(0, MOST).map((relation) => {
      const other = across(relation, thing);
      return element("li", {}, this.#choice(other.label, [thing.path, other.path]), relation.dates ? ` · ${relation.dates}` : "", " ", this.#mark(relation));
    });
    if (members.length > MOST) rows.push(element("li", {}, `and ${number(members.length - MOST)} more`));
    return element("section", {}, element("h3", {}, heading), element("ul", {}, rows));
  }

  #sentence(relation) {
    const place = element("div", { class: "evidence-of" }, element("p", { class: "soft" }, "Reading the evidence …"));
    evidence(relation.grounds).then(
      (found) => place.replaceChildren(found),
      (error) => place.replaceChildren(element("p", { role: "alert" }, error.message)),
    );
    const through = relation.through ? [" ", element("a", { href: pageOf(relation.through) }, "more about this relation")] : [];
    return element(
      "article",
      {},
      element("p", { class: "sentence" }, this.#link(relation.source), " ", element("a", { class: "soft", href: pageOf(relation.property.path) }, relation.property.label), " ", this.#link(relation.target)),
      element("p", {}, relation.dates ? `${relation.dates} ` : "date not stated ", this.#mark(relation), through),
      place,
    );
  }

  #files(thing) {
    const suffixes = document.getElementById("explorer").dataset.files?.split(" ");
    if (!suffixes) return "";
    const links = suffixes.map((suffix) => element("a", { href: address(`export/${thing.path}.${suffix}`) }, suffix));
    return element("p", { class: "formats" }, "What surrounds it, as a file: ", ...links.flatMap((link, at) => (at ? [" · ", link] : [link])));
  }

  #link(thing) {
    return this.#choice(thing.label, [thing.path]);
  }

  // A link that selects something here, and leads to the page of the last thing when it is opened elsewhere.
  #choice(words, paths) {
    const select = (event) => {
      event.preventDefault();
      this.#on.select(paths);
    };
    return element("a", { href: pageOf(paths.at(-1)), onclick: select }, words);
  }

  #mark(relation) {
    const status = this.#network.statuses.find(({ name }) => name === relation.status);
    return element("span", { class: `mark ${relation.status}` }, status?.label ?? "stated");
  }
}

// What the other end of a relation is to a thing.
const role = (relation, thing) => (relation.source === thing ? relation.property.label : relation.property.inverse);

// The relations of a thing under headings, which tell what the others are to it.
function byProperty(thing, relations) {
  const found = new Map();
  for (const one of relations) {
    const heading = role(one, thing);
    found.set(heading, [...(found.get(heading) ?? []), one]);
  }
  return [...found].sort(([one], [other]) => one.localeCompare(other));
}

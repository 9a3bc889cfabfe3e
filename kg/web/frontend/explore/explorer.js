// What the reader does, and what is shown for it: the state is changed in one place, and everything drawn from it.

import { byId, number, pageOf } from "./dom.js";
import { Drawing, marks } from "./drawing.js";
import { Filters } from "./filters.js";
import { Finder } from "./finder.js";
import { png, save, svg } from "./image.js";
import { listen, next } from "./keyboard.js";
import { keyOf } from "./lines.js";
import { Panel } from "./panel.js";
import { shortest } from "./paths.js";
import { Rest } from "./rest.js";
import { decode, encode, initial } from "./state.js";
import { Table } from "./table.js";
import { onThemeChange, theme } from "./theme.js";
import { Time } from "./time.js";
import { visible } from "./visibility.js";

const canvas = byId("canvas");
const status = byId("status");

export class Explorer {
  #network;
  #state = initial();
  #shown;
  #rest;
  // What the server could not do, until it has been told.
  #failure = null;
  // Whether the server is looking for a path.
  #seeking = false;
  // The thing from which a path is looked for, until another one is chosen.
  #start = null;

  constructor(network) {
    this.#network = network;
    this.drawing = new Drawing(canvas, network, theme(network.groups), {
      thing: (path) => this.#chooseThing(path),
      line: (paths) => this.#choose(paths),
      cluster: (key) => this.#open(key),
      nothing: () => this.#choose([]),
      moved: () => this.#moved(),
    });
    this.panel = new Panel(byId("panel"), network, {
      select: (paths) => this.#follow(paths),
      only: (thing) => this.#only(thing),
      expand: (thing) => this.#expand(thing),
      collapse: (thing) => this.#collapse(thing),
      path: (thing) => this.#begin(thing),
      all: () => this.#change({ only: null }),
    });
    this.#rest = new Rest(network, () => this.drawing.grow(), (words) => (this.#failure = words));
    this.filters = new Filters(byId("filters"), network, (set, values, hide) => this.#hide(set, values, hide));
    this.time = new Time(network, (day, undated) => this.#change({ day, undated }));
    this.table = new Table(network);
    this.finder = new Finder(network, (path) => this.#find(path));
    this.#tools();
    onThemeChange(() => this.drawing.recolour(theme(network.groups)));
    addEventListener("hashchange", () => this.#restore());
    addEventListener("pagehide", () => this.#keep());
    this.#restore();
  }

  async #restore() {
    this.#state = decode(location.hash);
    this.#render();
    const { only, selected, ends } = this.#state;
    const missing = [...(only ?? []), ...selected, ...ends].filter((path) => !this.#network.things.has(path));
    for (const path of new Set(missing)) await this.#rest.thing(path);
    if (ends.length && !this.#way()) await this.#seek();
    const known = [...(only ?? [])].filter((path) => this.#network.things.has(path));
    // Whose surroundings are asked for may be gone since the link was made.
    if (missing.length) this.#change({ only: known.length ? new Set(known) : null });
    if (this.#state.camera) this.drawing.camera = this.#state.camera;
  }

  #change(changes) {
    Object.assign(this.#state, changes);
    this.#render();
  }

  #render() {
    const state = this.#state;
    const shown = visible(this.#network, state);
    shown.clusters = this.#network.clusters.filter(
      (one) => one.more && shown.things.has(one.hub) && !state.groups.has(one.group) && (!state.only || state.only.has(one.hub.path)),
    );
    this.#shown = shown;
    const way = this.#way();
    const selected = this.#selected();
    const marked = marks(selected, way ?? [], shown);
    for (const path of [selected.length === 2 ? selected : [], way ?? []]) {
      path.slice(1).forEach((thing, at) => marked.lines.add(keyOf(path[at], thing)));
    }
    this.drawing.show(shown, marked);
    this.#describe(selected, way);
    this.filters.show(state);
    this.time.show(state);
    this.table.show(shown);
    this.#link();
  }

  #selected() {
    return this.#state.selected.map((path) => this.#network.things.get(path)).filter((thing) => this.#shown.things.has(thing));
  }

  // The things of the path that is asked for; null if none is, or there is none.
  #way() {
    const [start, end] = this.#state.ends.map((path) => this.#network.things.get(path));
    return start && end ? shortest(start, end, this.#shown) : null;
  }

  #describe(selected, way) {
    const [one, other] = selected;
    if (other) this.panel.pair(one, other, this.#joined(one, other));
    else if (one) this.panel.thing(one, this.#shown, this.#possible(one));
    else if (way) this.panel.path(way, (from, to) => this.#joined(from, to));
    else this.panel.nothing();
    if (this.#state.ends.length && !way && !this.#seeking) this.panel.excuse("No path joins the two things by what is shown. Show more relations.");
    if (this.#failure) this.panel.excuse(this.#failure);
    this.#failure = null;
    status.textContent = this.#situation();
  }

  // What is going on, in a line.
  #situation() {
    if (this.#start) return `A path from ${this.#start.label}: choose where it ends.`;
    if (this.#seeking) return "A path is being looked for …";
    const { things, relations } = this.#shown;
    const all = this.#network.whole ? "" : ` The dataset has ${number(this.#network.number)} things: open the clusters, or find one by name.`;
    return `${number(things.size)} things and ${number(relations.size)} relations are shown.${all}`;
  }

  #joined(one, other) {
    return one.relations.filter((relation) => this.#shown.relations.has(relation) && [relation.source, relation.target].includes(other));
  }

  #possible(thing) {
    const { only, collapsed } = this.#state;
    return {
      all: Boolean(only),
      only: !only || only.size > 1 || !only.has(thing.path),
      expand: collapsed.has(thing.path) || (only && !only.has(thing.path)) || !this.#network.whole,
      collapse: !collapsed.has(thing.path) && (!only || only.has(thing.path)),
    };
  }

  #choose(selected) {
    this.#change({ selected });
  }

  // What was chosen in the panel is not where one looks, and the panel has been written anew.
  #follow(selected) {
    this.#choose(selected);
    this.drawing.look(selected.at(-1));
    byId("panel").focus();
  }

  #chooseThing(path) {
    if (this.#start) this.#end(path);
    else this.#choose([path]);
  }

  async #find(path) {
    if (!this.#network.things.has(path) && this.#network.whole) return location.assign(pageOf(path));
    await this.#rest.thing(path);
    const thing = this.#network.things.get(path);
    if (!thing) return this.#render();
    // Whoever looks for a thing wants to see it, whatever was hidden.
    if (!this.#shown.things.has(thing)) this.#reveal(thing);
    canvas.focus({ preventScroll: true });
    if (this.#start) return this.#end(path);
    this.#choose([path]);
    this.drawing.look(path);
  }

  #reveal(thing) {
    this.#state.groups.delete(thing.group);
    this.#state.kinds.delete(thing.kind);
    this.#change({ day: null, collapsed: new Set(), only: this.#state.only && new Set([...this.#state.only, thing.path]) });
  }

  #only(thing) {
    this.#change({ only: new Set([thing.path]), collapsed: new Set(), selected: [thing.path] });
    this.drawing.fit();
  }

  async #expand(thing) {
    await this.#rest.surroundings(thing.path);
    const { only, collapsed } = this.#state;
    collapsed.delete(thing.path);
    this.#change({ only: only && new Set([...only, thing.path]) });
  }

  #collapse(thing) {
    const { only, collapsed } = this.#state;
    if (only?.size > 1) only.delete(thing.path);
    else collapsed.add(thing.path);
    this.#change({});
  }

  #hide(set, values, hide) {
    for (const value of values) {
      if (hide) this.#state[set].add(value);
      else this.#state[set].delete(value);
    }
    this.#change({});
  }

  #begin(thing) {
    this.#start = thing;
    this.#change({ ends: [] });
    this.finder.focus();
  }

  async #end(path) {
    const start = this.#start;
    this.#start = null;
    this.#change({ ends: [start.path, path], selected: [] });
    if (!this.#way()) await this.#seek();
    const way = this.#way();
    if (way) this.drawing.fit(way);
  }

  // Asks the server for a path that is not drawn.
  async #seek() {
    if (this.#network.whole) return;
    this.#seeking = true;
    this.#render();
    await this.#rest.path(this.#state.ends, this.#state.properties);
    this.#seeking = false;
    this.#render();
  }

  async #open(key) {
    const [, path, group] = key.split(" ");
    await this.#rest.surroundings(path, group);
    this.#choose([path]);
  }

  // --- Buttons, keys, the address

  #tools() {
    const tools = {
      closer: () => this.drawing.zoom(1 / 1.5),
      farther: () => this.drawing.zoom(1.5),
      everything: () => this.drawing.fit(),
      again: () => this.#again(),
      svg: () => save(new Blob([svg(this.drawing.scene)], { type: "image/svg+xml" }), "network.svg"),
      png: async () => save(await png(this.drawing.scene), "network.png"),
    };
    for (const [id, act] of Object.entries(tools)) byId(id).addEventListener("click", act);
    byId("closer").parentElement.hidden = false;
    const selected = (act) => () => this.#selected().length === 1 && act(this.#selected()[0]);
    listen(canvas, {
      "+": tools.closer,
      "-": tools.farther,
      0: tools.everything,
      "/": () => this.finder.focus(),
      e: selected((thing) => this.#expand(thing)),
      c: selected((thing) => this.#collapse(thing)),
      o: selected((thing) => this.#only(thing)),
      Enter: () => byId("panel").focus(),
      Escape: () => this.#choose([]),
    }, (direction) => this.#step(direction));
    byId("panel").addEventListener("keydown", (event) => event.key === "Escape" && canvas.focus());
  }

  #again() {
    this.#start = null;
    this.#state = initial();
    this.#render();
    this.drawing.fit();
  }

  #step(direction) {
    const things = [...this.#shown.things];
    const [one] = this.#selected();
    const most = () => things.reduce((best, thing) => (thing.relations.length > best.relations.length ? thing : best), things[0]);
    const found = one ? next(one, things, direction) : most();
    if (!found) return;
    this.#choose([found.path]);
    status.textContent = `${found.label}, ${found.kind}, ${found.relations.length} relations`;
  }

  #moved() {
    this.#state.camera = this.drawing.camera;
    this.#link();
  }

  // The address of the view; the browser's own follows it, so that it can be copied from there too.
  #link() {
    byId("link").href = `#${encode(this.#state)}`;
    clearTimeout(this.waiting);
    // Browsers limit how often a page may change its address.
    this.waiting = setTimeout(() => this.#keep(), 300);
  }

  #keep() {
    history.replaceState(null, "", byId("link").href);
  }
}

// The explorer: applies the reader's actions to the state, and shows the view that follows from it.

import { Controls } from "./controls.js";
import { byId } from "./dom.js";
import { Drawing } from "./drawing.js";
import { Finder } from "./finder.js";
import { Hover } from "./hover.js";
import { nextEntity } from "./keyboard.js";
import { Loader } from "./loader.js";
import { Panel } from "./panel.js";
import { Permalink } from "./permalink.js";
import { pageAddress } from "./site.js";
import * as transitions from "./state.js";
import { currentTheme, onThemeChange } from "./theme.js";
import { setUpToolbar } from "./toolbar.js";
import { availableActions, statusText, viewOf } from "./view.js";

/** @import { Direction } from "./keyboard.js" */
/** @import { Cluster, Entity, Network } from "./network.js" */
/** @import { State } from "./state.js" */
/** @import { Action } from "./view.js" */

const NO_PATH = "No path connects the two entities along the visible relations. Show more relations.";

export class Explorer {
  #network;
  #state = transitions.INITIAL;
  #view;
  #loader;
  #drawing;
  #panel;
  #controls;
  #finder;
  #hover;
  #permalink;
  #canvas = byId("canvas", HTMLElement);
  #panelPlace = byId("panel", HTMLElement);
  #status = byId("status", HTMLElement);
  /** @type {string | null} what the server could not do, until it has been shown */
  #failure = null;
  // Whether the server is searching for a path.
  #searching = false;

  /** @param {Network} network */
  constructor(network) {
    this.#network = network;
    this.#view = viewOf(network, this.#state);
    const covers = {
      aside: [this.#panelPlace, byId("filters", HTMLElement)],
      over: [byId("card", HTMLElement), byId("choices", HTMLElement)],
    };
    this.#drawing = new Drawing(this.#canvas, covers, network, currentTheme(network.groups), {
      entity: ({ path }) => this.#choose(path),
      line: ({ key }) => this.#select(key.split(" ")),
      cluster: (cluster) => this.#openCluster(cluster),
      ground: () => this.#select([]),
      moved: () => this.#moved(),
      hover: (entity) => this.#hover.show(entity, this.#view),
    });
    this.#hover = new Hover(this.#drawing, byId("card", HTMLElement));
    this.#panel = new Panel(this.#panelPlace, network, {
      select: (paths) => this.#follow(paths),
      act: (action, entity) => this.#act(action, entity),
      close: () => this.#close(),
    });
    this.#loader = new Loader(
      network,
      () => this.#drawing.grow(),
      (message) => {
        this.#failure = message;
      },
    );
    this.#controls = new Controls(network, {
      hide: (facet, values, hide) => this.#update(transitions.setHidden(this.#state, facet, values, hide)),
      day: (day, undated) => this.#update(transitions.setDay(this.#state, day, undated)),
    });
    this.#finder = new Finder(network, (path) => this.#find(path));
    setUpToolbar(this.#canvas, this.#panelPlace, this.#drawing, {
      reset: () => this.#reset(),
      find: () => this.#finder.focus(),
      deselect: () => this.#select([]),
      act: (action) => this.#actOnSelected(action),
      step: (direction) => this.#step(direction),
    });
    onThemeChange(() => this.#drawing.recolour(currentTheme(network.groups)));
    this.#permalink = new Permalink(byId("link", HTMLAnchorElement), (state) => this.#restore(state));
    this.#permalink.start();
  }

  // --- State and view

  /** @param {State} state */
  #update(state) {
    this.#state = state;
    this.#render();
  }

  #render() {
    const [network, state] = [this.#network, this.#state];
    this.#view = viewOf(network, state);
    this.#hover.end();
    this.#panel.show(this.#view, (entity) => availableActions(state, network, entity), this.#problems());
    this.#controls.show(state, this.#view);
    // Names stand beside the panel.
    this.#drawing.show(this.#view);
    this.#status.textContent = statusText(network, state, this.#view, this.#searching);
    this.#permalink.show(state);
  }

  /** Takes the failure of the server, which is shown once, and the lack of a path. */
  #problems() {
    const problems = [];
    if (this.#failure) problems.push(this.#failure);
    this.#failure = null;
    if (this.#state.pathEnds.length && !this.#view.path && !this.#searching) problems.push(NO_PATH);
    return problems;
  }

  /** Restores a state, and loads what it names. @param {State} state */
  async #restore(state) {
    this.#update({ ...state, pathStart: this.#state.pathStart });
    const { focused, selected, pathEnds } = this.#state;
    const paths = new Set([...(focused ?? []), ...selected, ...pathEnds]);
    const missing = [...paths].filter((path) => !this.#network.entities.has(path));
    for (const path of missing) await this.#loader.entity(path);
    if (pathEnds.length && !this.#view.path) await this.#searchPath();
    if (missing.length) this.#update(transitions.dropUnknown(this.#state, (path) => this.#network.entities.has(path)));
    this.#drawing.camera.position = this.#state.camera;
    if (!this.#state.camera) this.#drawing.uncover(this.#view.selected);
  }

  #reset() {
    this.#update(transitions.INITIAL);
    this.#drawing.fit();
  }

  #moved() {
    this.#hover.end();
    this.#state = transitions.setCamera(this.#state, this.#drawing.camera.position);
    this.#permalink.show(this.#state);
  }

  // --- Selection

  /** @param {string[]} paths */
  #select(paths) {
    this.#update(transitions.select(this.#state, paths));
    this.#drawing.uncover(this.#view.selected);
  }

  /** Closes the panel: nothing is selected, and no path is shown. */
  #close() {
    this.#update({ ...transitions.select(this.#state, []), pathEnds: [] });
    this.#canvas.focus({ preventScroll: true });
  }

  /**
   * Selects what the reader chose in the panel, which may be out of view.
   *
   * @param {string[]} paths
   */
  #follow(paths) {
    this.#select(paths);
    this.#drawing.centre(paths.at(-1) ?? "");
    // The link that the reader followed has been replaced.
    this.#panelPlace.focus();
  }

  /**
   * Selects an entity, or ends the path that the reader has started.
   *
   * @param {string} path
   */
  async #choose(path) {
    const ending = this.#state.pathStart !== null;
    this.#update(transitions.choose(this.#state, path));
    if (!ending) return this.#drawing.uncover(this.#view.selected);
    if (!this.#view.path) await this.#searchPath();
    if (this.#view.path) this.#drawing.fit(this.#view.path);
  }

  /** @param {string} path */
  async #find(path) {
    if (!this.#network.entities.has(path) && this.#network.whole) return location.assign(pageAddress(path));
    await this.#loader.entity(path);
    const entity = this.#network.entities.get(path);
    if (!entity) return this.#render();
    if (!this.#view.entities.has(entity)) this.#update(transitions.reveal(this.#state, entity));
    this.#canvas.focus({ preventScroll: true });
    const ending = this.#state.pathStart !== null;
    await this.#choose(path);
    if (!ending) this.#drawing.centre(path);
  }

  /** @param {Direction} direction */
  #step(direction) {
    const drawn = [...this.#view.entities].map((entity) => ({ ...this.#drawing.placeOf(entity.path), entity }));
    const next = nextEntity(drawn, this.#view.selected[0], direction);
    if (!next) return;
    const { entity } = next;
    this.#select([entity.path]);
    this.#status.textContent = `${entity.label}, ${entity.kind}, ${entity.relations.length} relations`;
  }

  // --- Actions on entities

  /**
   * @param {Action | "path"} action
   * @param {Entity} entity
   */
  #act(action, { path }) {
    if (action === "focus") this.#focus(path);
    else if (action === "expand") this.#expand(path);
    else if (action === "collapse") this.#update(transitions.collapse(this.#state, path));
    else if (action === "unfocus") this.#update(transitions.unfocus(this.#state));
    else this.#startPath(path);
  }

  /** @param {Action} action */
  #actOnSelected(action) {
    const [entity, second] = this.#view.selected;
    if (entity && !second && availableActions(this.#state, this.#network, entity)[action]) this.#act(action, entity);
  }

  /** @param {string} path */
  #focus(path) {
    this.#update(transitions.focus(this.#state, path));
    this.#drawing.fit();
  }

  /** @param {string} path */
  async #expand(path) {
    await this.#loader.neighbours(path);
    this.#update(transitions.expand(this.#state, path));
  }

  /** @param {Cluster} cluster */
  async #openCluster({ hub, group }) {
    await this.#loader.neighbours(hub.path, group);
    this.#select([hub.path]);
  }

  // --- Paths

  /** @param {string} path */
  #startPath(path) {
    this.#update(transitions.startPath(this.#state, path));
    this.#finder.focus();
  }

  /** Has the server search for a path beyond what is drawn. */
  async #searchPath() {
    if (this.#network.whole) return;
    this.#searching = true;
    this.#render();
    await this.#loader.path(this.#state.pathEnds, this.#state.hidden.properties);
    this.#searching = false;
    this.#render();
  }
}

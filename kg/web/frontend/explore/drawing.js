// The drawing of the network on a canvas, by sigma.

import { boxesOver, freeArea } from "./area.js";
import { columnsHeight } from "./arrangement.js";
import { Camera } from "./camera.js";
import { overlap } from "./collisions.js";
import { Courses } from "./courses.js";
import { listenTo } from "./gestures.js";
import { NetworkGraph } from "./graph.js";
import { drawNames } from "./labels.js";
import { FONT_SIZE, Naming } from "./naming.js";
import { discBox } from "./placing.js";
import { Pointer } from "./pointer.js";
import { createRenderer } from "./renderer.js";
import { columnsOf } from "./stories.js";
import { drawStrokes } from "./strokes.js";
import { fade } from "./theme.js";

/** @import { Box } from "./collisions.js" */
/** @import { DrawingListeners } from "./gestures.js" */
/** @import { Entity, Network, Point } from "./network.js" */
/** @import { Picture } from "./picture.js" */
/** @import { Scene } from "./styles.js" */
/** @import { Theme } from "./theme.js" */
/** @import { Emphasis, View } from "./view.js" */

/**
 * The elements over the canvas: those `aside` leave the rest of it free, names only avoid those `over` it.
 *
 * @typedef {{ aside: HTMLElement[], over: HTMLElement[] }} Covers
 */

// How far names keep from the edge of the canvas, and how much room an entity needs, in pixels.
const EDGE = 4;
const RADIUS = 20;
// How much of the ground shows through names that do not stand out.
const FAINT_NAME = 0.6;
// How long a large network has to rest before its entities are named.
const REST_MILLISECONDS = 250;

export class Drawing {
  #graph;
  #container;
  #covers;
  /** @type {Scene} */
  #scene;
  #sigma;
  #pointer;
  #naming;
  #courses;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;
  // What the places of the nodes were found for.
  #arranged = "";

  /**
   * @param {HTMLElement} container
   * @param {Covers} covers
   * @param {Network} network
   * @param {Theme} theme
   * @param {DrawingListeners} listeners
   */
  constructor(container, covers, network, theme, listeners) {
    this.#container = container;
    this.#covers = covers;
    this.#graph = new NetworkGraph(network);
    const emphasis = { entities: new Set(), neighbours: new Set(), lines: new Set() };
    const { large } = this.#graph;
    this.#scene = { entities: new Set(), relations: new Set(), story: null, clusters: [], emphasis, theme, large };
    this.#sigma = createRenderer(this.#graph, container, () => this.#scene);
    this.#pointer = new Pointer(this.#graph, this.#sigma);
    this.#naming = new Naming(this.#graph);
    this.#courses = new Courses(this.#graph, this.#pointer, () => this.#scene);
    this.camera = new Camera(this.#sigma);
    // Sigma's own method reads back pixels, and the browser waits for them at each movement of the mouse.
    Object.assign(this.#sigma, { getNodeAtPosition: (/** @type {Point} */ point) => this.#pointer.nodeAt(point) });
    listenTo(this.#sigma, this.#graph, this.#pointer, (line) => this.#courses.of(line), listeners);
    this.#sigma.on("afterRender", () => this.#name());
    new ResizeObserver(() => this.#resize()).observe(container);
    const coversChange = new ResizeObserver(() => this.#sigma.scheduleRender());
    for (const element of covers.aside) coversChange.observe(element);
  }

  /** Adds what the network has gained. */
  grow() {
    this.#graph.update();
    this.#scene = { ...this.#scene, large: this.#graph.large };
  }

  /** @param {View} view */
  show({ entities, relations, story, clusters, emphasis }) {
    this.#scene = { ...this.#scene, entities, relations, story, clusters, emphasis };
    this.#arrange();
    this.emphasise(emphasis);
  }

  /** @param {Emphasis} emphasis */
  emphasise(emphasis) {
    this.#scene = { ...this.#scene, emphasis };
    this.#sigma.refresh();
  }

  /** @param {Theme} theme */
  recolour(theme) {
    this.#scene = { ...this.#scene, theme };
    this.#sigma.refresh();
  }

  /** @param {string} path */
  centre(path) {
    const place = this.#sigma.getNodeDisplayData(path);
    if (place) this.camera.centre(place, this.#free);
  }

  /**
   * Moves entities into the area that is free unless they are there.
   *
   * @param {Entity[]} entities
   */
  uncover(entities) {
    const drawn = entities.flatMap(({ path }) => this.#sigma.getNodeDisplayData(path) ?? []);
    const discs = entities.map(({ path }) => discBox(this.placeOf(path), RADIUS));
    const covers = boxesOver(this.#container, this.#covers.aside);
    if (covers.some((cover) => discs.some((disc) => overlap(cover, disc)))) this.camera.shift(drawn, this.#free);
  }

  /** @param {Iterable<Entity>} [entities] those to fit into the view; everything that is visible unless given */
  fit(entities) {
    const fitted = entities ?? (this.#scene.story ? [] : this.#scene.entities);
    this.camera.fit(
      [...fitted].flatMap(({ path }) => this.#sigma.getNodeDisplayData(path) ?? []),
      this.#free,
    );
  }

  /**
   * Where an entity is on the canvas.
   *
   * @param {string} path
   */
  placeOf(path) {
    return this.#pointer.placeOf(path);
  }

  /** @returns {Picture} */
  get picture() {
    const { ground, ink, font } = this.#scene.theme;
    const names = this.#naming.placed.map(({ lines }) => lines);
    const { strokes } = this.#courses;
    return { ...this.#sigma.getDimensions(), ground, ink, font, discs: this.#discs(), strokes, names };
  }

  // --- Places

  /** Gives the nodes their places if the story, the network or the size of the canvas has changed. */
  #arrange() {
    const { story } = this.#scene;
    const columns = story && columnsOf(story);
    this.#naming.write(this.#scene, this.#sigma.getDimensions().width);
    const heightOf = (/** @type {Entity} */ { label }) => this.#naming.heightOf(label);
    this.#container.style.setProperty("--rows", `${columns ? columnsHeight(columns, heightOf) : 0}px`);
    this.#sigma.resize();
    const { width, height } = this.#sigma.getDimensions();
    const key = [story?.name, width, height, this.#graph.graph.order, this.#graph.graph.size].join(" ");
    if (key === this.#arranged) return;
    this.#arranged = key;
    this.#sigma.setCustomBBox(this.#graph.arrange(columns, { width, height }, heightOf));
  }

  #resize() {
    this.#sigma.resize();
    this.#arrange();
    this.#sigma.refresh();
  }

  /** @returns {Box} */
  get #canvas() {
    const { width, height } = this.#sigma.getDimensions();
    return { left: 0, top: 0, right: width, bottom: height };
  }

  /** The area that no element beside the canvas covers. */
  get #free() {
    return freeArea(this.#canvas, boxesOver(this.#container, this.#covers.aside));
  }

  // --- Names

  /** Names the entities, those of a large network when it has come to rest. */
  #name() {
    clearTimeout(this.#rest);
    if (this.#scene.large && !this.#scene.story) this.#rest = setTimeout(() => this.#drawNames(), REST_MILLISECONDS);
    else this.#drawNames();
  }

  #drawNames() {
    const covers = boxesOver(this.#container, [...this.#covers.aside, ...this.#covers.over]);
    const { left, top, right, bottom } = this.#canvas;
    const area = { left: left + EDGE, top: top + EDGE, right: right - EDGE, bottom: bottom - EDGE };
    const discs = this.#discs();
    this.#naming.place(this.#scene, discs, area, covers);
    // The names show where lines start, and lines where their labels may stand.
    this.#courses.startBehind(discs, this.#naming.placed);
    this.#naming.label(this.#courses.labelled);
    const context = this.#sigma.getCanvases().labels?.getContext("2d");
    if (context) this.#writeNames(context);
    // Sigma draws other lines, and leaves this layer empty.
    const ground = this.#sigma.getCanvases().edgeLabels?.getContext("2d");
    if (ground && this.#scene.story) drawStrokes(ground, this.#courses.strokes);
  }

  /**
   * Writes the names, faint ones for what does not stand out.
   *
   * @param {CanvasRenderingContext2D} context
   */
  #writeNames(context) {
    const { theme, emphasis } = this.#scene;
    const prominent = new Set([...emphasis.entities, ...emphasis.neighbours].map(({ path }) => path));
    const isFaint = (/** @type {string} */ key) => prominent.size > 0 && key !== "" && !prominent.has(key);
    const { placed } = this.#naming;
    for (const faint of [true, false]) {
      const names = placed.filter(({ key }) => isFaint(key) === faint).map(({ lines }) => lines);
      const ink = faint ? fade(theme.ink, theme.ground, FAINT_NAME) : theme.ink;
      drawNames(context, names, FONT_SIZE, { ...theme, ink });
    }
  }

  /** The discs that are drawn, in or out of view. */
  #discs() {
    return this.#graph.graph.nodes().flatMap((node) => {
      const { size, color, hidden } = this.#sigma.getNodeDisplayData(node) ?? { size: 0, color: "", hidden: true };
      if (hidden) return [];
      const text = this.#graph.graph.getNodeAttribute(node, "label");
      return [{ node, ...this.placeOf(node), radius: this.#sigma.scaleSize(size), colour: color, text }];
    });
  }
}

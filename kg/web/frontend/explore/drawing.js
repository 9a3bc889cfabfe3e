// The drawing of the network on a canvas, by sigma.

import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";
import { Camera } from "./camera.js";
import { NetworkGraph } from "./graph.js";
import { abbreviate, drawHighlight, drawLabel } from "./labels.js";
import { Pointer } from "./pointer.js";
import { clusterLineStyle, clusterStyle, entityStyle, lineStyle } from "./styles.js";

/** @import { Settings } from "sigma/settings" */
/** @import { EdgeAttributes, NodeAttributes } from "./graph.js" */
/** @import { Line } from "./lines.js" */
/** @import { Cluster, Entity, Network, Point } from "./network.js" */
/** @import { Picture } from "./picture.js" */
/** @import { EdgeStyle, NodeStyle, Scene } from "./styles.js" */
/** @import { Theme } from "./theme.js" */
/** @import { View } from "./view.js" */

/**
 * @typedef {object} DrawingListeners
 * @property {(entity: Entity) => void} entity
 * @property {(line: Line) => void} line
 * @property {(cluster: Cluster) => void} cluster
 * @property {() => void} ground the reader clicked on nothing
 * @property {() => void} moved
 */

// How long after a movement of the mouse a large network still counts as moving, and is drawn without lines.
const DRAG_MILLISECONDS = 400;

/**
 * A disc that is drawn once. Sigma draws each a second time, in a unique colour, to find what is at a point.
 *
 * @extends {NodePointProgram<NodeAttributes, EdgeAttributes>}
 */
class Disc extends NodePointProgram {
  /**
   * @param {WebGLRenderingContext} context
   * @param {WebGLFramebuffer | null} _
   * @param {Sigma<NodeAttributes, EdgeAttributes>} renderer
   */
  constructor(context, _, renderer) {
    super(context, null, renderer);
  }
}

export class Drawing {
  #graph;
  /** @type {Scene} */
  #scene;
  /** @type {Sigma<NodeAttributes, EdgeAttributes>} */
  #sigma;
  #pointer;
  #overNode = false;

  /**
   * @param {HTMLElement} container
   * @param {Network} network
   * @param {Theme} theme
   * @param {DrawingListeners} listeners
   */
  constructor(container, network, theme, listeners) {
    this.#graph = new NetworkGraph(network);
    const emphasis = { entities: new Set(), neighbours: new Set(), lines: new Set() };
    this.#scene = {
      entities: new Set(),
      relations: new Set(),
      clusters: [],
      emphasis,
      theme,
      large: this.#graph.large,
    };
    this.#sigma = new Sigma(this.#graph.graph, container, this.#settings());
    this.#pointer = new Pointer(this.#graph, this.#sigma);
    this.camera = new Camera(this.#sigma.getCamera());
    // Sigma's own method reads back pixels, and the browser waits for them at each movement of the mouse.
    Object.assign(this.#sigma, { getNodeAtPosition: (/** @type {Point} */ point) => this.#pointer.nodeAt(point) });
    this.#listen(container, listeners);
  }

  /** Adds what the network has gained. */
  grow() {
    this.#graph.update();
    this.#scene = { ...this.#scene, large: this.#graph.large };
  }

  /** @param {View} view */
  show({ entities, relations, clusters, emphasis }) {
    this.#scene = { ...this.#scene, entities, relations, clusters, emphasis };
    this.#sigma.refresh();
  }

  /** @param {Theme} theme */
  recolour(theme) {
    this.#scene = { ...this.#scene, theme };
    this.#sigma.setSettings({ labelColor: { color: theme.ink }, edgeLabelColor: { color: theme.ink } });
    this.#sigma.refresh();
  }

  /** @param {string} path */
  centre(path) {
    const place = this.#sigma.getNodeDisplayData(path);
    if (place) this.camera.centre(place);
  }

  /** @param {Iterable<Entity>} entities those to fit into the view; all visible ones unless given */
  fit(entities = this.#scene.entities) {
    this.camera.fit([...entities].flatMap(({ path }) => this.#sigma.getNodeDisplayData(path) ?? []));
  }

  /** @returns {Picture} */
  get picture() {
    const { graph } = this.#graph;
    const { ground, ink, font } = this.#scene.theme;
    const named = this.#sigma.getNodeDisplayedLabels();
    const discs = graph
      .filterNodes((_, attributes) => !this.#nodeStyle(attributes).hidden)
      .map((node) => this.#disc(node));
    const strokes = graph
      .filterEdges((_, attributes) => !this.#edgeStyle(attributes).hidden)
      .map((edge) => this.#stroke(edge));
    return {
      ...this.#sigma.getDimensions(),
      ground,
      ink,
      font,
      discs,
      strokes,
      names: discs.filter(({ node }) => named.has(node)),
    };
  }

  /** @returns {Partial<Settings<NodeAttributes, EdgeAttributes>>} */
  #settings() {
    const { large } = this.#graph;
    const { font, ink } = this.#scene.theme;
    return {
      labelFont: font,
      labelSize: 12,
      labelColor: { color: ink },
      labelDensity: large ? 0.4 : 0.9,
      labelGridCellSize: 110,
      labelRenderedSizeThreshold: large ? 5 : 6,
      edgeLabelFont: font,
      edgeLabelSize: 11,
      edgeLabelColor: { color: ink },
      renderEdgeLabels: true,
      hideEdgesOnMove: large,
      hideLabelsOnMove: large,
      dragTimeout: large ? DRAG_MILLISECONDS : 100,
      nodeProgramClasses: { circle: Disc },
      edgeProgramClasses: { thin: EdgeLineProgram },
      zIndex: true,
      stagePadding: 40,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      allowInvalidContainer: true,
      defaultDrawNodeLabel: (context, data, settings) => drawLabel(context, data, settings, this.#scene.theme),
      defaultDrawNodeHover: (context, data, settings) => drawHighlight(context, data, settings, this.#scene.theme),
      nodeReducer: (_, attributes) => ({ ...attributes, ...this.#nodeStyle(attributes) }),
      edgeReducer: (_, attributes) => this.#edgeStyle(attributes),
    };
  }

  /**
   * @param {HTMLElement} container
   * @param {DrawingListeners} listeners
   */
  #listen(container, listeners) {
    const { graph } = this.#graph;
    this.#sigma.on("clickNode", ({ node }) => {
      const { entity, cluster } = graph.getNodeAttributes(node);
      if (entity) listeners.entity(entity);
      if (cluster) listeners.cluster(cluster);
    });
    this.#sigma.on("clickStage", ({ event }) => {
      const line = this.#lineAt(event);
      if (line) listeners.line(line);
      else listeners.ground();
    });
    for (const [event, over] of /** @type {const} */ ([
      ["enterNode", true],
      ["leaveNode", false],
    ])) {
      this.#sigma.on(event, () => {
        this.#overNode = over;
        container.classList.toggle("pointing", over);
      });
    }
    this.#sigma.on("moveBody", ({ event }) => {
      if (!this.#graph.large) container.classList.toggle("pointing", this.#overNode || this.#lineAt(event) !== null);
    });
    this.#sigma.getCamera().on("updated", listeners.moved);
  }

  /**
   * The line that a click at a point selects.
   *
   * @param {Point} point
   */
  #lineAt(point) {
    return this.#pointer.lineAt(point, (line) => !lineStyle(line, this.#scene).hidden);
  }

  /**
   * @param {NodeAttributes} attributes
   * @returns {NodeStyle}
   */
  #nodeStyle({ entity, cluster }) {
    if (cluster) return clusterStyle(cluster, this.#scene);
    return entity ? entityStyle(entity, this.#scene) : { hidden: true };
  }

  /**
   * @param {EdgeAttributes} attributes
   * @returns {EdgeStyle}
   */
  #edgeStyle({ line: key, cluster }) {
    if (cluster) return clusterLineStyle(cluster, this.#scene);
    const line = this.#graph.lines.get(key ?? "");
    return line ? lineStyle(line, this.#scene) : { hidden: true };
  }

  /** @param {string} node */
  #disc(node) {
    const { size = 0, color = "" } = this.#sigma.getNodeDisplayData(node) ?? {};
    const text = abbreviate(this.#graph.graph.getNodeAttribute(node, "label"));
    return { node, ...this.#pointer.placeOf(node), radius: this.#sigma.scaleSize(size), colour: color, text };
  }

  /** @param {string} edge */
  #stroke(edge) {
    const { graph } = this.#graph;
    const { color = "", size = 1 } = this.#edgeStyle(graph.getEdgeAttributes(edge));
    return {
      from: this.#pointer.placeOf(graph.source(edge)),
      to: this.#pointer.placeOf(graph.target(edge)),
      colour: color,
      width: size,
    };
  }
}

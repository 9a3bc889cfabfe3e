// Sigma, set up for the network: without names, which naming.js places.

import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";
import { PADDING } from "./graph.js";
import { drawHighlight } from "./labels.js";
import { clusterLineStyle, clusterStyle, entityStyle, lineStyle } from "./styles.js";

/** @import { Settings } from "sigma/settings" */
/** @import { EdgeAttributes, NetworkGraph, NodeAttributes } from "./graph.js" */
/** @import { EdgeStyle, NodeStyle, Scene } from "./styles.js" */

// How long after a movement of the mouse a large network still counts as moving, and is drawn without lines and names.
const DRAG_MILLISECONDS = 400;
const EMPTY_ON_MOVE = ["edges", "edgeLabels", "labels", "hovers", "hoverNodes"];

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

/**
 * @param {NetworkGraph} graph
 * @param {HTMLElement} container
 * @param {() => Scene} sceneOf
 * @returns {Sigma<NodeAttributes, EdgeAttributes>}
 */
export function createRenderer(graph, container, sceneOf) {
  /** @type {Partial<Settings<NodeAttributes, EdgeAttributes>>} */
  const settings = {
    renderLabels: false,
    renderEdgeLabels: false,
    hideEdgesOnMove: graph.large,
    // Then sigma draws no rings while the network moves, either.
    hideLabelsOnMove: graph.large,
    dragTimeout: graph.large ? DRAG_MILLISECONDS : 100,
    nodeProgramClasses: { circle: Disc },
    edgeProgramClasses: { thin: EdgeLineProgram },
    zIndex: true,
    stagePadding: PADDING,
    minCameraRatio: 0.02,
    maxCameraRatio: 4,
    allowInvalidContainer: true,
    defaultDrawNodeHover: (context, data) => drawHighlight(context, data, sceneOf().theme),
    nodeReducer: (_, attributes) => ({ ...attributes, ...nodeStyle(attributes, sceneOf()) }),
    // The lines of a story are drawn beside its names.
    edgeReducer: (_, attributes) => (sceneOf().story ? { hidden: true } : edgeStyle(attributes, graph, sceneOf())),
  };
  /** @type {Sigma<NodeAttributes, EdgeAttributes>} */
  const sigma = new Sigma(graph.graph, container, settings);
  sigma.on("beforeRender", () => showLayers(sigma, !(graph.large && isMoving(sigma))));
  return sigma;
}

/**
 * Shows the layers that stay empty while a large network moves, or spares the browser from drawing them.
 *
 * @param {Sigma<NodeAttributes, EdgeAttributes>} sigma
 * @param {boolean} visible
 */
function showLayers(sigma, visible) {
  const canvases = sigma.getCanvases();
  for (const layer of EMPTY_ON_MOVE) canvases[layer]?.toggleAttribute("hidden", !visible);
}

/** @param {Sigma<NodeAttributes, EdgeAttributes>} sigma */
function isMoving(sigma) {
  const mouse = sigma.getMouseCaptor();
  return (
    sigma.getCamera().isAnimated() || mouse.isMoving || mouse.draggedEvents > 0 || mouse.currentWheelDirection !== 0
  );
}

/**
 * @param {NodeAttributes} attributes
 * @param {Scene} scene
 * @returns {NodeStyle}
 */
function nodeStyle({ entity, cluster }, scene) {
  if (cluster) return clusterStyle(cluster, scene);
  return entity ? entityStyle(entity, scene) : { hidden: true };
}

/**
 * @param {EdgeAttributes} attributes
 * @param {NetworkGraph} graph
 * @param {Scene} scene
 * @returns {EdgeStyle}
 */
export function edgeStyle({ line: key, cluster }, graph, scene) {
  if (cluster) return clusterLineStyle(cluster, scene);
  const line = graph.lines.get(key ?? "");
  return line ? lineStyle(line, scene) : { hidden: true };
}

// What the reader does on the canvas: pointing at entities, clicks on them, on lines and on nothing, movements.

/** @import Sigma from "sigma" */
/** @import { EdgeAttributes, NetworkGraph, NodeAttributes } from "./graph.js" */
/** @import { Line } from "./lines.js" */
/** @import { Cluster, Entity, Point } from "./network.js" */
/** @import { Pointer } from "./pointer.js" */

/**
 * @typedef {object} DrawingListeners
 * @property {(entity: Entity) => void} entity
 * @property {(line: Line) => void} line
 * @property {(cluster: Cluster) => void} cluster
 * @property {() => void} ground the reader clicked on nothing
 * @property {() => void} moved
 * @property {(entity: Entity | null) => void} hover the mouse points at an entity, or no longer does
 */

/**
 * @param {Sigma<NodeAttributes, EdgeAttributes>} sigma
 * @param {NetworkGraph} graph
 * @param {Pointer} pointer
 * @param {(line: Line) => Point[]} courseOf the points through which a line is drawn, none if it is hidden
 * @param {DrawingListeners} listeners
 */
export function listenTo(sigma, graph, pointer, courseOf, listeners) {
  /** @param {Point} point */
  const lineAt = (point) => pointer.lineAt(point, courseOf);
  sigma.on("clickNode", ({ node }) => {
    const { entity, cluster } = graph.graph.getNodeAttributes(node);
    if (entity) listeners.entity(entity);
    if (cluster) listeners.cluster(cluster);
  });
  sigma.on("clickStage", ({ event }) => {
    const line = lineAt(event);
    if (line) listeners.line(line);
    else listeners.ground();
  });
  sigma.getCamera().on("updated", listeners.moved);
  listenToMouse(sigma, graph, lineAt, listeners);
}

/**
 * @param {Sigma<NodeAttributes, EdgeAttributes>} sigma
 * @param {NetworkGraph} graph
 * @param {(point: Point) => Line | null} lineAt
 * @param {DrawingListeners} listeners
 */
function listenToMouse(sigma, graph, lineAt, { hover }) {
  const { classList } = sigma.getContainer();
  let overNode = false;
  /** @type {(over: boolean, entity?: Entity) => void} */
  const point = (over, entity) => {
    overNode = over;
    classList.toggle("pointing", over);
    // While the reader drags the network, nothing lights up.
    if (!sigma.getMouseCaptor().isMouseDown) hover(entity ?? null);
  };
  sigma.on("enterNode", ({ node }) => point(true, graph.graph.getNodeAttribute(node, "entity")));
  sigma.on("leaveNode", () => point(false));
  sigma.on("moveBody", ({ event }) => {
    if (!graph.large) classList.toggle("pointing", overNode || lineAt(event) !== null);
  });
}

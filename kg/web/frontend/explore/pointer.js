// What is at a point of the screen.

import { distanceToCourse } from "./strokes.js";

/** @import Sigma from "sigma" */
/** @import { EdgeAttributes, NetworkGraph, NodeAttributes } from "./graph.js" */
/** @import { Line } from "./lines.js" */
/** @import { Point } from "./network.js" */

// How far from a line a click still selects it, in pixels.
const REACH = 6;

export class Pointer {
  #graph;
  #sigma;

  /**
   * @param {NetworkGraph} graph
   * @param {Sigma<NodeAttributes, EdgeAttributes>} sigma
   */
  constructor(graph, sigma) {
    this.#graph = graph;
    this.#sigma = sigma;
  }

  /**
   * Where a node is on the screen.
   *
   * @param {string} node
   */
  placeOf(node) {
    const { x, y } = this.#graph.graph.getNodeAttributes(node);
    return this.#sigma.graphToViewport({ x, y });
  }

  /**
   * The topmost visible node at a point.
   *
   * @param {Point} point
   */
  nodeAt(point) {
    /** @type {string | null} */
    let match = null;
    let top = Number.NEGATIVE_INFINITY;
    this.#graph.graph.forEachNode((node) => {
      const display = this.#sigma.getNodeDisplayData(node);
      if (!display || display.hidden || (display.zIndex ?? 0) < top) return;
      const { x, y } = this.placeOf(node);
      if (Math.hypot(point.x - x, point.y - y) > this.#sigma.scaleSize(display.size) + 1) return;
      match = node;
      top = display.zIndex ?? 0;
    });
    return match;
  }

  /**
   * The visible line that is nearest to a point, if one is within reach.
   *
   * @param {Point} point
   * @param {(line: Line) => Point[]} courseOf the points through which a line is drawn, none if it is hidden
   */
  lineAt(point, courseOf) {
    /** @type {Line | null} */
    let match = null;
    let least = REACH;
    for (const line of this.#graph.lines.values()) {
      const distance = distanceToCourse(point, courseOf(line));
      if (distance >= least) continue;
      match = line;
      least = distance;
    }
    return match;
  }
}

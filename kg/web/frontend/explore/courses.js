// How the visible lines run on the canvas: straight or, in a story, from behind a name on the left to a disc on the right.

import { Reach } from "./reach.js";
import { edgeStyle } from "./renderer.js";
import { courseBetween } from "./strokes.js";
import { lineStyle } from "./styles.js";

/** @import { NetworkGraph } from "./graph.js" */
/** @import { Line } from "./lines.js" */
/** @import { LabelledLine, VisibleDisc } from "./naming.js" */
/** @import { Point } from "./network.js" */
/** @import { PlacedName } from "./placing.js" */
/** @import { Pointer } from "./pointer.js" */
/** @import { Stroke } from "./strokes.js" */
/** @import { Scene } from "./styles.js" */

export class Courses {
  #graph;
  #pointer;
  #sceneOf;
  #reach = new Reach([], []);

  /**
   * @param {NetworkGraph} graph
   * @param {Pointer} pointer
   * @param {() => Scene} sceneOf
   */
  constructor(graph, pointer, sceneOf) {
    this.#graph = graph;
    this.#pointer = pointer;
    this.#sceneOf = sceneOf;
  }

  /**
   * Has the lines of a story start behind names.
   *
   * @param {VisibleDisc[]} discs
   * @param {PlacedName[]} names
   */
  startBehind(discs, names) {
    this.#reach = new Reach(discs, names);
  }

  /** @returns {Stroke[]} */
  get strokes() {
    const head = this.#sceneOf().story !== null;
    return this.#visible.map(({ edge, style: { color = "", size = 1, dashed = false } }) => {
      return { points: this.#pointsOf(edge), colour: color, width: size, dashed, head };
    });
  }

  /**
   * The lines that have labels, which only stand beside what is emphasised.
   *
   * @returns {LabelledLine[]}
   */
  get labelled() {
    if (!this.#sceneOf().emphasis.entities.size) return [];
    return this.#visible.flatMap(({ edge, style: { label } }) =>
      label ? [{ text: label, points: this.#pointsOf(edge) }] : [],
    );
  }

  /**
   * The points through which a line is drawn, none if it is hidden.
   *
   * @param {Line} line
   */
  of(line) {
    return lineStyle(line, this.#sceneOf()).hidden ? [] : this.#pointsOf(line.key);
  }

  get #visible() {
    const { graph } = this.#graph;
    const styled = graph.mapEdges((edge, attributes) => {
      return { edge, style: edgeStyle(attributes, this.#graph, this.#sceneOf()) };
    });
    return styled.filter(({ style }) => !style.hidden);
  }

  /**
   * @param {string} edge
   * @returns {Point[]}
   */
  #pointsOf(edge) {
    const [source, target] = this.#graph.graph.extremities(edge);
    const left = this.#sceneOf().story?.starts.get(edge)?.path;
    if (!left) return [this.#pointer.placeOf(source), this.#pointer.placeOf(target)];
    const ends = this.#reach.between(left, left === source ? target : source);
    return ends ? courseBetween(ends) : [];
  }
}

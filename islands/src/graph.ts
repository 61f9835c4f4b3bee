// Who has it from whom: the provenance graph of a proposition, by Cytoscape with dagre.

import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";

import { FONT, type Stage, colours, onTheme, raise, visit } from "./stage";

interface Node {
  id: string;
  name: string;
  facts: string;
  style: "document" | "voice" | "origin" | "party";
  href: string | null;
}

interface Edge {
  source: string;
  target: string;
  day: string | null;
  hedged: boolean;
  copy: boolean;
  closing: boolean;
}

interface Data {
  direction: string;
  nodes: Node[];
  edges: Edge[];
}

const WIDE = 190; // of a box
const NARROW = 640; // pixels of a window that has no room for columns of boxes
const TALLEST = 760; // pixels of the stage
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

cytoscape.use(dagre);
// Cytoscape writes a <style> of one rule, which the page's policy refuses and site.css has: it
// leaves that be where an element of this name stands.
if (document.getElementById("__________cytoscape_stylesheet") === null) {
  const known = document.createElement("meta");
  known.id = "__________cytoscape_stylesheet";
  document.head.append(known);
}

function sheet(): cytoscape.StylesheetJson {
  const colour = colours();
  const ink = colour("ink");
  const way = colour("neutral");
  return [
    {
      selector: "node",
      style: {
        shape: "round-rectangle",
        width: WIDE,
        height: "data(tall)",
        label: "data(label)",
        "text-wrap": "wrap",
        "text-max-width": `${WIDE - 20}px`,
        "text-valign": "center",
        "text-halign": "center",
        "font-family": FONT,
        "font-size": 14,
        "line-height": 1.45,
        color: ink,
        "background-color": colour("sheet"),
        "border-width": 1.5,
        "border-color": way,
      },
    },
    { selector: "node.document", style: { shape: "rectangle", "background-color": colour("paper") } },
    { selector: "node.origin", style: { "border-color": colour("affirm"), "border-width": 2.5 } },
    { selector: "node.party", style: { "border-color": colour("doubt"), "border-width": 2.5 } },
    { selector: "node.at", style: { "border-color": colour("aim-edge"), "border-width": 4 } },
    {
      selector: "edge",
      style: {
        "curve-style": "bezier",
        width: 1.7,
        "line-color": way,
        "target-arrow-shape": "triangle",
        "target-arrow-color": way,
        label: "data(day)",
        "font-family": FONT,
        "font-size": 11.5,
        color: colour("muted"),
        "text-background-color": colour("sheet"),
        "text-background-opacity": 1,
        "text-background-padding": "2px",
      },
    },
    { selector: "edge.hedged", style: { "line-style": "dashed" } },
    { selector: "edge.copy", style: { width: 5, "line-opacity": 0.45 } },
    {
      selector: "edge.closing",
      style: {
        "line-color": colour("deny"),
        "target-arrow-color": colour("deny"),
        color: colour("deny"),
        width: 3,
      },
    },
  ];
}

function elements(data: Data): cytoscape.ElementDefinition[] {
  const nodes = data.nodes.map((node) => {
    const label = node.facts ? `${node.name}\n${node.facts}` : node.name;
    const lines = Math.ceil(node.name.length / 22) + (node.facts ? Math.ceil(node.facts.length / 24) : 0);
    return {
      data: { id: node.id, label, href: node.href, told: label, tall: 22 + 21 * lines },
      classes: node.style,
    };
  });
  const edges = data.edges.map((edge, at) => ({
    data: { id: `edge ${at}`, source: edge.source, target: edge.target, day: edge.day ?? "" },
    classes: ["hedged", "copy", "closing"].filter((sign) => edge[sign as keyof Edge]).join(" "),
  }));
  return [...nodes, ...edges];
}

async function draw(stage: Stage, data: Data): Promise<boolean> {
  if (stage.box.clientWidth < NARROW || data.nodes.length === 0) return false; // the list reads better
  const graph = cytoscape({
    container: stage.box,
    elements: elements(data),
    style: sheet(),
    minZoom: 0.15,
    maxZoom: 2.5,
    userZoomingEnabled: false, // the wheel scrolls the page; keys and two fingers zoom
    autoungrabify: true,
  });
  const options = {
    name: "dagre",
    rankDir: stage.rtl ? "RL" : "LR",
    nodeSep: 22,
    rankSep: 110,
    animate: false,
    fit: false,
  };
  graph.layout(options as cytoscape.LayoutOptions).run();
  const drawn = graph.elements().boundingBox();
  const scale = Math.min(1, stage.box.clientWidth / (drawn.w + 40));
  stage.box.style.blockSize = `${Math.max(180, Math.min(TALLEST, drawn.h * scale + 40))}px`;
  graph.resize();
  graph.fit(undefined, 20);
  if (graph.zoom() > 1) {
    graph.zoom(1);
    graph.center();
  }
  graph.on("tap", "node", (event) => visit(event.target.data("href")));
  graph.on("mouseover", "node[href]", () => stage.box.classList.add("aims"));
  graph.on("mouseout", "node", () => stage.box.classList.remove("aims"));
  steer(stage, graph);
  onTheme(() => graph.style(sheet()));
  return true;
}

function steer(stage: Stage, graph: cytoscape.Core): void {
  let at: cytoscape.NodeSingular | undefined;
  const go = (node: cytoscape.NodeSingular | undefined): void => {
    if (node === undefined) return;
    graph.nodes().removeClass("at");
    node.addClass("at");
    at = node;
    stage.tell(node.data("told"));
    const box = node.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > graph.width() || box.y2 > graph.height()) {
      graph.center(node);
    }
  };
  stage.box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      go(at === undefined ? graph.nodes()[0] : beside(graph, at, step));
    } else if (event.key === "Enter" && at !== undefined) {
      visit(at.data("href"));
    } else if (event.key === "+" || event.key === "-") {
      const middle = { x: graph.width() / 2, y: graph.height() / 2 };
      graph.zoom({ level: graph.zoom() * (event.key === "+" ? 1.25 : 0.8), renderedPosition: middle });
    } else {
      return;
    }
    event.preventDefault();
  });
}

// The node that is nearest in a direction; what lies aside counts double.
function beside(
  graph: cytoscape.Core,
  from: cytoscape.NodeSingular,
  [across, down]: [number, number],
): cytoscape.NodeSingular | undefined {
  const here = from.position();
  let best: cytoscape.NodeSingular | undefined;
  let least = Infinity;
  graph.nodes().forEach((node) => {
    const there = node.position();
    const ahead = (there.x - here.x) * across + (there.y - here.y) * down;
    const aside = Math.abs((there.x - here.x) * down) + Math.abs((there.y - here.y) * across);
    if (ahead > 1 && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = node;
    }
  });
  return best;
}

raise<Data>("graph", draw);

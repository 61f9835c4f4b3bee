// Places on a map, by MapLibre: outlines that come with the program, nothing from elsewhere, one
// colour for all land. A period can be chosen by two sliders.

import type { Feature, FeatureCollection, GeoJSON } from "geojson";
import {
  type ExpressionSpecification,
  type GeoJSONSource,
  Map as Chart,
  type MapGeoJSONFeature,
  NavigationControl,
  Popup,
  ScaleControl,
  type StyleSpecification,
  setWorkerUrl,
} from "maplibre-gl";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";

import { FONT, type Stage, calm, colours, onTheme, raise, visit } from "./stage";

interface Site {
  name: string;
  at: [number, number]; // degrees: longitude, latitude
  precision: "exact" | "near" | "region" | "country";
  href: string;
}

interface Data {
  direction: string;
  lines: "outlines" | "coasts";
  words: Record<"from" | "until" | "zoom_in" | "zoom_out" | "events", string>;
  days: string[]; // of the period, in order
  sites: Site[];
  counts: [site: number, day: number, number: number][];
}

const HERE = import.meta.url;
const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };
const OUTER = 0.06; // of all events, on each side: for a few far ones the rest should not be dots
const FAR = { padding: 60, maxZoom: 7, duration: 0 };

setWorkerUrl(new URL("./maplibre-gl-worker.mjs", HERE).href);

interface Outlines {
  land: GeoJSON;
  coast: GeoJSON;
  borders: GeoJSON;
}

async function load(lines: Data["lines"]): Promise<Outlines> {
  const answer = await fetch(new URL(`./${lines}.json`, HERE));
  if (!answer.ok) throw new Error(`${lines}: ${answer.status}`);
  const atlas = (await answer.json()) as Topology;
  const drawn = (name: keyof Outlines): GeoJSON => {
    const object = atlas.objects[name];
    return object === undefined ? NOTHING : feature(atlas, object);
  };
  return { land: drawn("land"), coast: drawn("coast"), borders: drawn("borders") };
}

const SIZE: ExpressionSpecification = [
  "interpolate", ["linear"], ["sqrt", ["get", "events"]], 1, 4.5, 6, 10, 30, 20,
];

function style(outlines: Outlines): StyleSpecification {
  const colour = colours();
  const place = colour("place");
  const label = {
    "text-field": ["get", "name"] as ExpressionSpecification,
    "text-font": [FONT],
    "text-size": 13,
    "text-variable-anchor": ["left", "right", "top", "bottom"] as ("left" | "right" | "top" | "bottom")[],
    "text-radial-offset": 0.9,
    "text-max-width": 12,
    "symbol-sort-key": ["-", ["get", "events"]] as ExpressionSpecification,
  };
  const halo = { "text-halo-color": colour("sheet"), "text-halo-width": 1.6 };
  const is = (precision: string): ExpressionSpecification => ["==", ["get", "precision"], precision];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: outlines.land },
      coast: { type: "geojson", data: outlines.coast },
      borders: { type: "geojson", data: outlines.borders },
      sites: { type: "geojson", data: NOTHING },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("paper") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("sheet"), "fill-antialias": false } },
      { id: "coast", type: "line", source: "coast", paint: { "line-color": colour("dot"), "line-width": 0.8 } },
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: { "line-color": colour("dot"), "line-width": 0.7, "line-dasharray": [3, 2.5] },
      },
      {
        id: "regions",
        type: "circle",
        source: "sites",
        filter: is("region"),
        paint: {
          "circle-radius": ["+", SIZE, 4],
          "circle-color": place,
          "circle-opacity": 0.12,
          "circle-stroke-color": place,
          "circle-stroke-width": 1.5,
        },
      },
      {
        id: "spots",
        type: "circle",
        source: "sites",
        filter: ["in", ["get", "precision"], ["literal", ["exact", "near"]]],
        paint: {
          "circle-radius": SIZE,
          "circle-color": ["case", is("near"), colour("sheet"), place],
          "circle-opacity": ["case", is("near"), 1, 0.8],
          "circle-stroke-color": ["case", is("near"), place, colour("sheet")],
          "circle-stroke-width": ["case", is("near"), 2.4, 1],
        },
      },
      {
        id: "aim",
        type: "circle",
        source: "sites",
        filter: ["==", ["get", "site"], -1],
        paint: {
          "circle-radius": ["+", SIZE, 4],
          "circle-opacity": 0,
          "circle-stroke-color": colour("aim-edge"),
          "circle-stroke-width": 3,
        },
      },
      {
        id: "countries",
        type: "symbol",
        source: "sites",
        filter: is("country"),
        layout: { ...label, "text-size": 15, "text-variable-anchor": ["center", "top", "bottom"] },
        paint: { ...halo, "text-color": place },
      },
      {
        id: "names",
        type: "symbol",
        source: "sites",
        filter: ["!", is("country")],
        layout: label,
        paint: { ...halo, "text-color": colour("ink") },
      },
    ],
  };
}

// The places with what was told of them between two days; none of which nothing was told.
function between(data: Data, first: number, last: number): FeatureCollection {
  const sums = new Map<number, number>();
  for (const [site, day, number] of data.counts) {
    if (first <= day && day <= last) sums.set(site, (sums.get(site) ?? 0) + number);
  }
  const features = [...sums].flatMap(([site, events]): Feature[] => {
    const told = data.sites[site];
    if (told === undefined) return [];
    const { name, precision, at } = told;
    // A bracket in a label would be drawn the wrong way round: names only.
    const properties = { site, name: name.replace(/[()[\]{}]/g, " ").trim(), precision, events };
    return [{ type: "Feature", properties, geometry: { type: "Point", coordinates: at } }];
  });
  return { type: "FeatureCollection", features };
}

async function draw(stage: Stage, data: Data): Promise<boolean> {
  if (data.sites.length === 0) return false;
  stage.box.style.blockSize = "min(34rem, 75vh)";
  stage.box.removeAttribute("role"); // MapLibre's own canvas is the one that takes keys
  stage.box.tabIndex = -1;
  const outlines = await load(data.lines);
  const chart = new Chart({
    container: stage.box,
    style: style(outlines),
    attributionControl: { compact: false, customAttribution: "" },
    localIdeographFontFamily: FONT,
    cooperativeGestures: false,
    renderWorldCopies: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 10,
    fadeDuration: calm() ? 0 : 150,
    locale: {
      "Map.Title": [stage.figure.dataset.name, stage.figure.dataset.keys].join(". "),
      "NavigationControl.ZoomIn": data.words.zoom_in,
      "NavigationControl.ZoomOut": data.words.zoom_out,
    },
  });
  chart.scrollZoom.disable(); // the wheel scrolls the page; keys, buttons and fingers zoom
  chart.touchZoomRotate.disableRotation();
  chart.keyboard.disableRotation();
  const corner = stage.rtl ? "top-left" : "top-right";
  chart.addControl(new NavigationControl({ showCompass: false }), corner);
  chart.addControl(new ScaleControl({ unit: "metric" }), stage.rtl ? "bottom-left" : "bottom-right");
  await new Promise<void>((done, fail) => {
    chart.once("load", () => done());
    chart.once("error", (event) => fail(event.error));
  });
  let shown = between(data, 0, data.days.length - 1);
  const show = (): void => {
    (chart.getSource("sites") as GeoJSONSource | undefined)?.setData(shown);
  };
  show();
  fit(chart, data);
  follow(stage, chart, data);
  await new Promise<void>((done) => chart.once("idle", () => done()));
  if (data.days.length > 1) {
    slide(stage, data, (first, last) => {
      shown = between(data, first, last);
      show();
      return shown.features.reduce((sum, one) => sum + Number(one.properties?.events), 0);
    });
  }
  onTheme(() => {
    chart.setStyle(style(outlines));
    chart.once("styledata", show);
  });
  return true;
}

// Where most of what is told happened; the middle of a country has no say while anything smaller is
// known.
function fit(chart: Chart, data: Data): void {
  const weights = data.sites.map(() => 0);
  for (const [site, , number] of data.counts) weights[site] = (weights[site] ?? 0) + number;
  const every = data.sites.map((site, at) => ({ ...site, weight: Math.max(1, weights[at] ?? 0) }));
  const small = every.filter((site) => site.precision !== "country");
  const there = small.length > 0 ? small : every;
  const range = (axis: 0 | 1): [number, number] => {
    const sorted = there.toSorted((one, other) => one.at[axis] - other.at[axis]);
    const all = sorted.reduce((sum, site) => sum + site.weight, 0);
    let passed = 0;
    const inside = sorted.filter((site) => {
      const middle = (passed + site.weight / 2) / all;
      passed += site.weight;
      return OUTER <= middle && middle <= 1 - OUTER;
    });
    const ends = inside.length > 0 ? inside : sorted;
    return [ends[0]?.at[axis] ?? 0, ends.at(-1)?.at[axis] ?? 0];
  };
  const [[west, east], [south, north]] = [range(0), range(1)];
  chart.fitBounds([west, south, east, north], there.length > 1 ? FAR : { ...FAR, maxZoom: 5 });
}

// A point leads to its page and tells its name; a link beside the map shows its point.
function follow(stage: Stage, chart: Chart, data: Data): void {
  const layers = ["spots", "regions", "countries", "names"];
  const popup = new Popup({ closeButton: false, closeOnClick: false, maxWidth: "18rem" });
  const aim = (site: number): void => {
    if (chart.getLayer("aim")) chart.setFilter("aim", ["==", ["get", "site"], site]);
  };
  const under = (point: { x: number; y: number }): MapGeoJSONFeature | undefined =>
    chart.queryRenderedFeatures([point.x, point.y], { layers })[0];
  chart.on("mousemove", (event) => {
    const hit = under(event.point);
    chart.getCanvas().style.cursor = hit ? "pointer" : "";
    if (hit === undefined) {
      popup.remove();
      aim(-1);
      return;
    }
    const site = data.sites[Number(hit.properties.site)];
    if (site === undefined) return;
    const told = document.createElement("bdi");
    told.textContent = `${site.name} · ${data.words.events}: ${hit.properties.events}`;
    popup.setLngLat(site.at).setDOMContent(told).addTo(chart);
    aim(Number(hit.properties.site));
  });
  chart.on("click", (event) => {
    const hit = under(event.point);
    if (hit !== undefined) visit(data.sites[Number(hit.properties.site)]?.href);
  });
  const sites = new Map(data.sites.map((site, at) => [site.href, at]));
  document.addEventListener("focusin", (event) => {
    const link = event.target instanceof HTMLAnchorElement ? event.target : null;
    const at = sites.get(link?.getAttribute("href") ?? "");
    const site = at === undefined ? undefined : data.sites[at];
    if (at === undefined || site === undefined) return;
    aim(at);
    if (!chart.getBounds().contains(site.at)) chart.easeTo({ center: site.at, animate: !calm() });
  });
  stage.box.addEventListener("focusout", () => popup.remove());
}

function slide(stage: Stage, data: Data, show: (first: number, last: number) => number): void {
  const last = data.days.length - 1;
  const box = document.createElement("fieldset");
  box.className = "period";
  box.dir = stage.rtl ? "rtl" : "ltr";
  const sum = document.createElement("output");
  const ends = (["from", "until"] as const).map((name) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const day = document.createElement("time");
    Object.assign(input, { type: "range", min: "0", max: String(last) });
    input.value = name === "from" ? "0" : String(last);
    label.append(`${data.words[name]} `, day, input);
    box.append(label);
    return { input, day };
  });
  const [from, until] = ends;
  if (from === undefined || until === undefined) return;
  const move = (moved?: HTMLInputElement): void => {
    if (Number(from.input.value) > Number(until.input.value)) {
      (moved === from.input ? until : from).input.value = moved?.value ?? "0";
    }
    for (const { input, day } of ends) {
      day.textContent = data.days[Number(input.value)] ?? "";
      input.setAttribute("aria-valuetext", day.textContent);
    }
    const told = show(Number(from.input.value), Number(until.input.value));
    sum.textContent = `${data.words.events}: ${told.toLocaleString("en")}`;
  };
  for (const { input } of ends) input.addEventListener("input", () => move(input));
  box.append(sum);
  stage.box.after(box);
  move();
}

raise<Data>("map", draw);

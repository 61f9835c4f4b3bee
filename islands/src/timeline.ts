// The days of a story: a dot for each proposition on the day it was first told, by ECharts.

import { type ScatterSeriesOption, ScatterChart } from "echarts/charts";
import {
  DataZoomComponent,
  type DataZoomComponentOption,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from "echarts/components";
import { type ComposeOption, type ECharts, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

import { FONT, type Stage, calm, colours, onTheme, raise, visit } from "./stage";

interface Moment {
  day: string;
  href: string;
  gloss: string;
  standing: string | null;
  reports: number;
}

interface Data {
  direction: string;
  words: { reports: string };
  standings: Record<string, string>;
  moments: Moment[];
}

type Option = ComposeOption<
  | ScatterSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | LegendComponentOption
  | DataZoomComponentOption
>;

interface Dot {
  value: [string, number];
  symbolSize: number;
  moment: Moment;
}

const UNKNOWN = "unknown";
// As in site.css, where the same colours stand for the same standings.
const COLOURS: Record<string, string> = {
  contested: "deny",
  corroborated: "affirm",
  "single origin": "doubt",
  "self-stated only": "intend",
  withdrawn: "muted",
  "origin unknown": "neutral",
  [UNKNOWN]: "dot",
};

use([ScatterChart, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

// The moments of a day stand over each other, so that none covers another.
function stack(moments: Moment[]): Map<string, Dot[]> {
  const heights = new Map<string, number>();
  const dots = new Map<string, Dot[]>();
  for (const moment of moments) {
    const height = (heights.get(moment.day) ?? 0) + 1;
    heights.set(moment.day, height);
    const standing = moment.standing ?? UNKNOWN;
    const dot: Dot = {
      value: [moment.day, height],
      symbolSize: Math.min(30, 9 * Math.sqrt(Math.max(1, moment.reports))),
      moment,
    };
    dots.set(standing, [...(dots.get(standing) ?? []), dot]);
  }
  return dots;
}

function option(data: Data, rtl: boolean): Option {
  const colour = colours();
  const letters = { fontFamily: FONT, color: colour("muted") };
  const shade = { lineStyle: { color: colour("dot") }, areaStyle: { color: colour("dot") } };
  const dots = stack(data.moments);
  const series = [...dots].map(([standing, there]): ScatterSeriesOption => ({
    type: "scatter",
    name: data.standings[standing] ?? "?",
    data: there,
    itemStyle: {
      color: colour(COLOURS[standing] ?? "dot"),
      borderColor: colour("sheet"),
      borderWidth: 1,
    },
    emphasis: { itemStyle: { borderColor: colour("aim-edge"), borderWidth: 3 } },
    cursor: "pointer",
  }));
  return {
    animation: !calm(),
    textStyle: { fontFamily: FONT },
    grid: { left: 30, right: 30, top: 44, bottom: 78 },
    legend: { top: 0, textStyle: { ...letters, fontSize: 13 }, align: rtl ? "right" : "left" },
    xAxis: {
      type: "time",
      inverse: rtl,
      minInterval: 24 * 3600 * 1000,
      axisLabel: { ...letters, hideOverlap: true, formatter: (at: number) => iso(at) },
      axisLine: { lineStyle: { color: colour("muted") } },
    },
    yAxis: { show: false, min: 0, minInterval: 1, max: (range: { max: number }) => range.max + 1 },
    dataZoom: [
      {
        type: "slider",
        height: 24,
        bottom: 14,
        textStyle: letters,
        borderColor: colour("line"),
        fillerColor: colour("tint"),
        dataBackground: shade,
        selectedDataBackground: shade,
        handleStyle: { color: colour("sheet"), borderColor: colour("muted") },
        moveHandleStyle: { color: colour("dot") },
        labelFormatter: (at: number) => iso(at),
      },
    ],
    tooltip: {
      trigger: "item",
      confine: true,
      backgroundColor: colour("sheet"),
      borderColor: colour("line"),
      textStyle: { fontFamily: FONT, color: colour("ink") },
      formatter: (hit: unknown) => card((hit as { data: Dot }).data.moment, data),
    },
    series,
  };
}

function iso(at: number): string {
  const day = new Date(at);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

// Built of elements: words of a document are never markup.
function card(moment: Moment, data: Data): HTMLElement {
  const box = document.createElement("div");
  box.className = "hint";
  const lines = [moment.day, moment.gloss, facts(moment, data)];
  for (const line of lines) {
    const shown = document.createElement("p");
    shown.dir = "auto";
    shown.textContent = line;
    box.append(shown);
  }
  return box;
}

function facts(moment: Moment, data: Data): string {
  const standing = data.standings[moment.standing ?? ""];
  return [standing, `${data.words.reports}: ${moment.reports}`].filter(Boolean).join(" · ");
}

async function draw(stage: Stage, data: Data): Promise<boolean> {
  if (data.moments.length === 0) return false;
  stage.box.style.blockSize = "22rem";
  const chart = init(stage.box, null, { renderer: "canvas" });
  chart.setOption(option(data, stage.rtl));
  chart.on("click", (hit) => visit((hit.data as Dot | undefined)?.moment.href));
  new ResizeObserver(() => chart.resize()).observe(stage.box);
  steer(stage, chart, data);
  onTheme(() => chart.setOption(option(data, stage.rtl), { notMerge: true }));
  return true;
}

function steer(stage: Stage, chart: ECharts, data: Data): void {
  const order: [number, number, Moment][] = [];
  [...stack(data.moments).values()].forEach((dots, series) =>
    dots.forEach((dot, at) => order.push([series, at, dot.moment])),
  );
  order.sort((one, other) => (one[2].day < other[2].day ? -1 : one[2].day > other[2].day ? 1 : 0));
  let at = -1;
  stage.box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      const [old] = order.slice(at, at + 1);
      if (old !== undefined && at >= 0) {
        chart.dispatchAction({ type: "downplay", seriesIndex: old[0], dataIndex: old[1] });
      }
      at = Math.min(order.length - 1, Math.max(0, at + (stage.rtl ? -step : step)));
      const now = order[at];
      if (now === undefined) return;
      chart.dispatchAction({ type: "highlight", seriesIndex: now[0], dataIndex: now[1] });
      chart.dispatchAction({ type: "showTip", seriesIndex: now[0], dataIndex: now[1] });
      stage.tell([now[2].day, now[2].gloss, facts(now[2], data)].join(" · "));
    } else if (event.key === "Enter" && at >= 0) {
      visit(order[at]?.[2].href);
    } else {
      return;
    }
    event.preventDefault();
  });
}

raise<Data>("timeline", draw);

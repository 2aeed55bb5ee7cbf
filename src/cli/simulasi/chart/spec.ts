import type { TopLevelSpec } from "vega-lite";
import { wrap } from "../../shared/wrap.ts";
import { average } from "../figures.ts";
import type { Bar, Chart } from "./contract.ts";

/** Light and dark: told apart in grey print, and by whoever sees no colours. */
const ink = { today: "#b3bfcc", proposed: "#123f73", text: "#1c2733", faint: "#5b6773" } as const;
const sides = ["Aturan sekarang", "Aturan usulan"] as const;
const font = "DejaVu Sans, Liberation Sans, Arial, Helvetica, sans-serif";
const margin = 36;
const panelWidth = 500;
const between = 64;

/** How wide the picture is, in pixels, if its panels begin at `left`: without a canvas the libraries guess the width of texts, and guess too much. */
export function pictureWidth(left: number): number {
  return left + 2 * panelWidth + between + margin;
}

/** The chart as Vega-Lite wants it: two panels of paired bars with their figures on them, so that no axis is needed. */
export function chartSpec({ title, notes, perPerson, perMonth }: Chart): TopLevelSpec {
  return {
    background: "white",
    padding: margin,
    title: {
      text: wrapEvenly(title, 72),
      subtitle: notes.flatMap((note) => wrapEvenly(note, 120)),
      anchor: "start",
      fontSize: 24,
      lineHeight: 30,
      subtitleFontSize: 14,
      subtitlePadding: 12,
      subtitleLineHeight: 20,
      subtitleColor: ink.faint,
      offset: 24,
    },
    hconcat: [
      panel("Pesan per minggu untuk satu orang, rata-rata", perPerson, average),
      panel("Seluruh pesan per bulan", perMonth, (figure) => figure.toLocaleString("id-ID")),
    ],
    spacing: between,
    bounds: "flush",
    // panels have bands of different widths
    resolve: { scale: { xOffset: "independent" } },
    config: {
      font,
      title: { color: ink.text, fontWeight: "bold" },
      view: { stroke: null },
      axis: { labelColor: ink.text, labelFontSize: 14, labelLineHeight: 18, labelPadding: 8, ticks: false },
      axisX: { domainColor: ink.faint },
      legend: {
        orient: "top",
        title: null,
        labelFontSize: 15,
        labelColor: ink.text,
        labelLimit: 0,
        symbolSize: 240,
        symbolType: "square",
        columnPadding: 28,
        offset: 26,
      },
    },
  };
}

/** No line shorter than it need be: a last word alone reads as a mistake. */
function wrapEvenly(text: string, width: number): string[] {
  const lines = wrap(text, "", width);
  let even = width;
  while (even > 1 && wrap(text, "", even - 1).length === lines.length) even--;
  return wrap(text, "", even);
}

function panel(title: string, bars: readonly Bar[], write: (figure: number) => string) {
  // two bars may have one name, as the same month of two years
  const values = bars.flatMap(({ name, today, proposed }, index) => [
    { place: `${index} ${name}`, side: sides[0], figure: today, label: write(today) },
    { place: `${index} ${name}`, side: sides[1], figure: proposed, label: write(proposed) },
  ]);
  const isCrowded = bars.length > mostFigures;
  const shared = {
    x: {
      field: "place",
      type: "nominal" as const,
      sort: null,
      axis: {
        title: null,
        labelAngle: 0,
        labelExpr: "split(slice(datum.value, indexof(datum.value, ' ') + 1), '\\n')",
        labelLimit: 0,
        labelFontSize: bars.length <= 5 ? 14 : 12,
      },
      scale: { paddingInner: 0.3, paddingOuter: 0.15 },
    },
    xOffset: { field: "side", sort: [...sides] },
    y: {
      field: "figure",
      type: "quantitative" as const,
      axis: isCrowded ? scaleAxis : null,
      // room for the figures above the bars
      scale: { nice: false, domainMax: 1.1 * Math.max(...values.map(({ figure }) => figure), 0.1) },
    },
  };
  return {
    title: { text: title, anchor: "start" as const, frame: "group" as const, fontSize: 16, offset: 12 },
    width: panelWidth,
    height: 320,
    data: { values },
    layer: [
      {
        mark: { type: "bar" as const },
        encoding: {
          ...shared,
          color: { field: "side", scale: { domain: [...sides], range: [ink.today, ink.proposed] } },
        },
      },
      ...(isCrowded ? [] : [figures(shared, bars.length)]),
    ],
  };
}

function figures(encoding: object, bars: number) {
  return {
    mark: { type: "text" as const, dy: -9, fontSize: bars <= 4 ? 16 : 12, color: ink.text },
    encoding: { ...encoding, text: { field: "label" } },
  };
}

/** Figures on more bars than these would touch each other: a scale stands beside them instead. */
const mostFigures = 7;

const scaleAxis = {
  title: null,
  domain: false,
  gridColor: "#e3e7ec",
  labelColor: ink.faint,
  tickCount: 4,
  labelExpr: "replace(datum.label, ',', '.')",
};

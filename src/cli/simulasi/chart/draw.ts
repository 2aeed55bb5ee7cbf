import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../../user-error.ts";
import type { Chart } from "./contract.ts";
import { chartSpec, pictureWidth } from "./spec.ts";

/** Throws UserError for a name that says no kind of picture, before anything is reckoned for it. */
export function checkPictureName(path: string): void {
  if (![".svg", ".png"].includes(extname(path).toLowerCase()))
    throw new UserError(`--gambar ${path} tidak dikenal. Akhiri namanya dengan .svg atau .png.`);
}

/** Writes the chart as SVG or PNG, as the name says. The libraries are loaded only here: they cost more than all else. */
export async function drawChart(chart: Chart, path: string): Promise<void> {
  const svg = await renderSvg(chart);
  const picture = extname(path).toLowerCase() === ".svg" ? svg : await renderPng(svg);
  try {
    await writeFile(path, picture);
  } catch (error) {
    throw new UserError(`Gambar ${path} tidak dapat ditulis. Periksa folder dan izinnya.`, { cause: error });
  }
}

async function renderSvg(chart: Chart): Promise<string> {
  const [{ compile }, { parse, View }] = await Promise.all([import("vega-lite"), import("vega")]);
  const view = new View(parse(compile(chartSpec(chart)).spec), { renderer: "none" });
  try {
    return cropped(await view.toSVG());
  } finally {
    view.finalize();
  }
}

function cropped(svg: string): string {
  // labels that stand out to the left push everything to the right
  const left = Number(/translate\(([\d.]+),/u.exec(svg)?.[1] ?? 0);
  const width = pictureWidth(left);
  return svg.replace(
    /width="[\d.]+" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"/u,
    `width="${width}" height="$1" viewBox="0 0 ${width} $1"`,
  );
}

/** Twice the size, for slides and print; in letters of our own, for a server may have none. */
async function renderPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const faces = [
    import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
  ];
  const fontFiles = faces.map((url) => fileURLToPath(url));
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "DejaVu Sans" };
  return new Resvg(svg, { fitTo: { mode: "zoom", value: 2 }, font }).render().asPng();
}

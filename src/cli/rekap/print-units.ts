import type { Figures } from "../../reports/contract.ts";
import { printLine, printTable, whole } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import type { Recap } from "./gather.ts";
import { decimalOrNone } from "./numbers.ts";

const head = ["OPD", "Diterima", "Belum", "Proses", "Selesai", "%", "Laju", "Tunggu", "Umur", "Lambat"];
/** So that the table is no wider than the page. */
const nameWidth = 17;

/** A table per OPD, the fastest first. */
export function printUnits(units: Recap["units"], undisposed: Figures | null): void {
  printLine();
  const rows = units.map(({ unit, figures, rank, isSmall, isSlow }) =>
    rowOf({
      name: unit.name,
      rank,
      figures,
      marks: { received: isSmall ? "*" : "", pace: isSlow ? "!" : "" },
    }),
  );
  const rest = undisposed && rowOf({ name: "Belum didisposisikan", rank: null, figures: undisposed });
  printTable(head, rest ? [...rows, rest] : rows, "");
  for (const note of notesOf(units)) for (const line of wrap(note)) printLine(line);
}

interface Line {
  readonly name: string;
  readonly rank: number | null;
  readonly figures: Figures;
  readonly marks?: { readonly received: string; readonly pace: string };
}

function rowOf({ name, rank, figures, marks = { received: "", pace: "" } }: Line): string[] {
  const { received, buckets, donePercent, pace, late } = figures;
  return [
    wrap(name, rank === null ? "" : `${rank}. `, nameWidth).join("\n"),
    `${whole(received)}${marks.received}`,
    whole(buckets.unanswered),
    whole(buckets.in_progress),
    whole(buckets.done),
    decimalOrNone(donePercent, 2),
    `${decimalOrNone(pace.days)}${marks.pace}`,
    whole(pace.waiting.count),
    decimalOrNone(pace.waiting.days),
    late.response.timed === 0 ? "–" : whole(late.response.late),
  ];
}

function notesOf(units: Recap["units"]): string[] {
  return [
    "Laju dan umur dalam hari kerja; lambat: melewati batas waktu tindak lanjut, sudah dijawab atau belum.",
    units.some(({ rank }) => rank !== null)
      ? "Peringkat menurut laju; laporan yang masih menunggu ikut dihitung dengan umurnya bila memperlambat."
      : "",
    units.some(({ isSmall }) => isSmall)
      ? "* kurang dari 50 laporan setahun: terlalu sedikit untuk dibandingkan."
      : "",
    units.some(({ isSlow }) => isSlow)
      ? "! lebih dari 5 hari kerja, juga bila baru karena yang masih menunggu."
      : "",
  ].filter(Boolean);
}

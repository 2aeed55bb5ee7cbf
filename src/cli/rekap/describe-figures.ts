import type { Figures, Lateness, Pace } from "../../reports/contract.ts";
import { whole } from "../shared/print.ts";
import { decimalOrNone } from "./numbers.ts";

/** The figures of all together, as lines of a name and a text. */
export function describeFigures(figures: Figures): [string, string][] {
  const { received, leftOut, buckets, donePercent, moved, pace, late } = figures;
  return [
    ["Diterima", `${whole(received)} laporan`],
    ["  Belum ditindaklanjuti", whole(buckets.unanswered)],
    ["  Proses", whole(buckets.in_progress)],
    ["  Selesai", whole(buckets.done)],
    [
      "Di luar hitungan",
      `diarsipkan ${whole(leftOut.archived)}, ditolak ${whole(leftOut.rejected)}, bukan wewenang ${whole(leftOut.not_authority)}`,
    ],
    ["Persentase penyelesaian", donePercent === null ? "–" : `${decimalOrNone(donePercent, 2)} %`],
    ["Laju tindak lanjut", describePace(pace)],
    ["Belum dijawab", describeWaiting(pace)],
    ...describeGaps(pace),
    ["Terlambat verifikasi", describeLate(late.verification)],
    ["Terlambat tindak lanjut", describeLate(late.response)],
    ["Terlambat penyelesaian", describeLate(late.completion)],
    ...(moved === 0
      ? []
      : [
          ["Pindahan antar-OPD", `${whole(moved)} laporan, dihitung sejak disposisi pertama`] as [
            string,
            string,
          ],
        ]),
  ];
}

function describePace({ days, answered, bound }: Pace): string {
  if (days === null) return "– (belum ada tindak lanjut yang diketahui waktunya)";
  const note =
    bound === 0 ? "" : ` (${whole(bound)} di antaranya "paling lambat": waktu tepatnya tidak disebut sumber)`;
  return `${decimalOrNone(days)} hari kerja dari disposisi sampai tindak lanjut pertama, rata-rata ${whole(answered)} laporan${note}`;
}

function describeWaiting({ waiting }: Pace): string {
  if (waiting.count === 0) return "tidak ada";
  return `${whole(waiting.count)} laporan, umurnya sampai kini rata-rata ${decimalOrNone(waiting.days)} hari kerja, tertua ${decimalOrNone(waiting.oldest)}`;
}

/** What the pace leaves out, and what it rests on. */
function describeGaps({ unknown, undisposed, uncounted, dispositionBound }: Pace): [string, string][] {
  const gaps = [
    unknown === 0 ? "" : `${whole(unknown)} laporan sudah dijawab tanpa diketahui waktunya`,
    undisposed === 0 ? "" : `${whole(undisposed)} belum didisposisikan`,
    uncounted === 0 ? "" : `${whole(uncounted)} tanpa tabel hari libur`,
  ].filter(Boolean);
  const since = `${whole(dispositionBound)} laporan tanpa waktu disposisi dari sumber: dihitung sejak Siaga pertama melihat OPD-nya, jadi sebenarnya lebih lama`;
  return [
    ...(gaps.length === 0 ? [] : [["Di luar laju", gaps.join("; ")] as [string, string]]),
    ...(dispositionBound === 0 ? [] : [["Waktu disposisi", since] as [string, string]]),
  ];
}

function describeLate({ timed, late, bound, uncounted }: Lateness): string {
  const notes = [
    bound === 0 ? "" : `${whole(bound)} mungkin tepat waktu: sumber hanya menyebut paling lambat kapan`,
    uncounted === 0 ? "" : `${whole(uncounted)} lagi tidak dapat dihitung`,
  ].filter(Boolean);
  const note = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
  return timed + uncounted === 0 ? "–" : `${whole(late)} dari ${whole(timed)} laporan${note}`;
}

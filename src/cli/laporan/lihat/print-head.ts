import { formatInstant } from "../../../calendar/format.ts";
import type { Instant } from "../../../calendar/contract.ts";
import { wrap } from "../../shared/wrap.ts";
import { statusNames } from "../status-names.ts";
import type { Life } from "./contract.ts";

/** What LAPOR! says of it, and since when the bot knows. */
export function describeHead(life: Life): string[] {
  const { complaint, calendar } = life;
  const at = (t: Instant) => formatInstant(calendar, t);
  const title = complaint.isSecret ? "(rahasia)" : (complaint.title ?? "(tanpa judul)");
  const rows: (readonly [string, string | null])[] = [
    ["OPD", describeUnit(life)],
    ["Status", describeStatus(life)],
    ["Masuk", complaint.reportedAt === null ? "tidak disebut sumber" : at(complaint.reportedAt)],
    ["Disposisi", describeDisposition(life)],
    ["Tindak lanjut", describeFollowUp(life)],
    ["Dilihat", `${at(complaint.firstSeenAt)}, pertama kali oleh Siaga`],
    ["Dipastikan", `${at(complaint.confirmedAt)}, terakhir kali oleh sumbernya`],
    [
      "Hilang",
      complaint.missingSince === null
        ? null
        : `tidak muncul lagi dalam ekspor LAPOR! sejak ${at(complaint.missingSince)}`,
    ],
    ["Catatan", describeKind(life)],
    ["Pengiriman", describeSending(life)],
  ];
  return [
    ...wrap(`Laporan ${complaint.trackingId}: ${title}`),
    ...rows.flatMap(([label, text]) => (text ? wrap(text, label.padEnd(15)) : [])),
  ];
}

function describeUnit({ complaint, unit }: Life): string {
  const known = unit ? `${unit.name} (${unit.code})` : null;
  const named = complaint.opdName;
  if (!complaint.opdIsUnknown || named === null)
    return known ?? (named === null ? "belum didisposisikan" : `${named}, belum diteruskan ke OPD`);
  const map = `Petakan: siaga opd ubah KODE --alias "${named}"`;
  return `LAPOR! menyebut "${named}" yang belum dikenal${known ? `; sebelumnya ${known}` : ""}. ${map}`;
}

function describeStatus({ complaint }: Life): string {
  const name = statusNames[complaint.status];
  const raw = complaint.statusRaw;
  return raw === null || raw.toLowerCase() === name ? name : `${name} (di LAPOR!: "${raw}")`;
}

function describeDisposition({ complaint, calendar }: Life): string | null {
  const { disposedAt, unitSeenAt } = complaint;
  if (disposedAt !== null) return formatInstant(calendar, disposedAt);
  if (unitSeenAt === null) return null;
  return `tidak disebut sumber; OPD ini pertama terlihat ${formatInstant(calendar, unitSeenAt)}`;
}

function describeFollowUp({ complaint, calendar }: Life): string | null {
  const { firstFollowUpAt, firstFollowUpIsBound, answeredAt } = complaint;
  const at = firstFollowUpAt ?? answeredAt;
  if (at === null) return null;
  const moment = formatInstant(calendar, at);
  // "paling lambat" would read as a deadline
  return firstFollowUpIsBound ? `sudah ada pada ${moment}; waktu tepatnya tidak disebut sumber` : moment;
}

function describeKind({ complaint }: Life): string | null {
  if (complaint.isHistoric)
    return "riwayat: sudah berakhir ketika pertama dilihat, jadi tidak ada yang dikirim";
  if (complaint.isBacklog)
    return "tunggakan: masuk sebelum pengiriman dinyalakan, jadi tidak memulai jenjang";
  return null;
}

function describeSending({ isTrial, runs }: Life): string | null {
  const isOpen = runs.some(({ run }) => run.state !== "ended");
  return isTrial && isOpen ? "belum menyala: pesan hanya ditulis ke folder (siaga kirim nyalakan)" : null;
}

import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { formatInstant, zoneName } from "../../calendar/format.ts";
import type { Zone } from "../../calendar/contract.ts";
import { faultWords } from "../../desk/lapor/alarms.ts";
import { readFileSettings } from "../../sources/file/settings.ts";
import { defaultFields } from "../../sources/lapor/field-map.ts";
import { type LaporSettings, readSettings } from "../../sources/lapor/settings.ts";
import { openLaporStore } from "../../sources/lapor/store.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { tryConfig } from "../shared/try-config.ts";
import { wrap } from "../shared/wrap.ts";
import { describeWebhook } from "./describe-webhook.ts";
import { exampleSetup, hasLaporSecrets } from "./secrets.ts";
import { sourceNames, type SourceRow } from "./source-row.ts";

/** A source as an operator reads it: a headline, then one line for each thing that is known of it. */
export function describeSource(db: Db, row: SourceRow): string[] {
  const calendar = calendarOfPemda(db.sql, openCommandDesk(db).office);
  const at = (moment: Instant | null) => (moment === null ? "belum pernah" : formatInstant(calendar, moment));
  const settings = row.kind !== "lapor" || row.settings === null ? null : readSettings(row.settings);
  const lines: [string, string | null][] = [
    ["Keadaan", describeState(row, settings)],
    ["Catatan", row.kind === "lapor" ? `${untried} ${howToTry}` : null],
    ["Kolom", row.kind === "file" ? describeAliases(row) : null],
    ...(settings ? describeApi(settings) : []),
    ...(row.kind === "webhook" ? describeWebhook(db, calendar) : []),
    ["Zona waktu", row.kind === "file" || row.kind === "lapor" ? describeZone(row.zone) : null],
    ["Berlaku", row.maxAge === null ? "tanpa batas" : `${row.maxAge} sejak dipastikan`],
    ["Data sampai", row.kind === "manual" ? null : at(row.asOf)],
    ["Berhasil", row.kind === "manual" ? null : at(row.lastOkAt)],
    ["Galat", row.lastError === null ? null : `${at(row.lastErrorAt)}: ${row.lastError}`],
    ["Berikutnya", settings?.isOn ? describeNext(row, at) : null],
    ["Dilewati", row.kind === "lapor" ? describeSkipped(db) : null],
  ];
  return [
    `${sourceNames[row.kind] ?? row.kind} (${row.source})`,
    ...lines.flatMap(([label, text]) => (text === null ? [] : wrap(text, `  ${label.padEnd(12)}`))),
  ];
}

function describeState({ kind }: SourceRow, settings: LaporSettings | null): string | null {
  if (kind !== "lapor") return null;
  if (settings === null) return `belum diatur. Atur: ${exampleSetup}`;
  if (settings.isOn) return "menyala";
  return hasLaporSecrets()
    ? "mati. Nyalakan: siaga sumber nyalakan lapor"
    : "mati. Isi SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN di .env, lalu: siaga sumber nyalakan lapor";
}

/** Nobody with an account has run it yet; what is known of the API comes from public code. */
export const untried = "Belum pernah dicoba dengan LAPOR! sendiri, karena perlu akun Pemda.";
const howToTry = "Pemda yang punya akun melihat kolom demi kolom apa yang cocok dengan: siaga sumber uji";

function describeAliases({ settings }: SourceRow): string | null {
  const own = Object.entries(readFileSettings(settings).aliases).filter(([, headers]) => headers.length > 0);
  return own.length === 0
    ? null
    : own.map(([field, headers]) => `${field}=${headers.join(" / ")}`).join(", ");
}

function describeApi(settings: LaporSettings): [string, string][] {
  const { config } = tryConfig(process.env);
  const fill = (value: string | null | undefined) =>
    config === null ? "belum terbaca: siaga periksa" : value ? "terisi" : "kosong";
  const own = Object.entries(settings.fields).filter(
    ([name, path]) => path !== defaultFields[name as keyof typeof defaultFields],
  );
  return [
    ["Alamat", settings.baseUrl],
    ["Header", `${settings.authHeader}: SIAGA_LAPOR_AUTH (${fill(config?.lapor?.auth)})`],
    ["", `${settings.tokenHeader}: SIAGA_LAPOR_TOKEN (${fill(config?.lapor?.token)})`],
    ["Daftar", settings.listPath ?? "tidak ada; laporan baru datang dari ekspor atau isian tangan"],
    ...(settings.listPath ? [["Isi daftar", settings.listItems] as [string, string]] : []),
    ...(own.length > 0
      ? [["Kolom", own.map(([name, path]) => `${name}=${path}`).join(", ")] as [string, string]]
      : []),
    ["Dibaca", `tiap ${settings.every}, paling banyak ${settings.budget} permintaan sejam`],
  ];
}

function describeZone(zone: string): string {
  return zone === "UTC" ? "UTC" : zoneName(zone as Zone);
}

function describeNext({ nextPollAt }: SourceRow, at: (moment: Instant) => string): string {
  return nextPollAt === null || nextPollAt === 0 ? "segera, bila bot berjalan" : at(nextPollAt);
}

const mostNamed = 5;

function describeSkipped(db: Db): string | null {
  const faulty = openLaporStore(db.sql).faulty();
  if (faulty.length === 0) return null;
  const named = faulty
    .slice(0, mostNamed)
    .map(({ trackingId, fault }) => `${trackingId} (${faultWords[fault]})`);
  return `${faulty.length} laporan: ${named.join(", ")}${faulty.length > mostNamed ? ", …" : ""}`;
}

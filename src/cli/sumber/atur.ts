import type { Db } from "../../../db/open.ts";
import { parseDuration } from "../../calendar/durations.ts";
import { parseZone } from "../../calendar/zones.ts";
import { parseBaseUrl } from "../../connections/lapor/address.ts";
import { addAlias, parseAliasOption } from "../../sources/file/settings.ts";
import { parseFieldOption } from "../../sources/lapor/field-map.ts";
import { leastBudget, mostBudget } from "../../sources/lapor/settings.ts";
import { UserError } from "../../user-error.ts";
import { withBook } from "../shared/book.ts";
import { printLine } from "../shared/print.ts";
import { describeSource } from "./describe.ts";
import { saveSource } from "./save.ts";
import { hasLaporSecrets } from "./secrets.ts";
import { findSource, type SourceRow } from "./source-row.ts";

interface Options {
  readonly zona?: string;
  readonly berlaku?: string;
  readonly alamat?: string;
  readonly headerAuth?: string;
  readonly headerToken?: string;
  readonly daftar?: string;
  readonly isiDaftar?: string;
  readonly kolom?: readonly string[];
  readonly tiap?: string;
  readonly anggaran?: string;
  readonly oleh?: string;
}

/** `siaga sumber atur`: changes what is said; shows the source as it is then, or as it is where nothing is said. */
export async function atur(name: string, { oleh, ...options }: Options): Promise<void> {
  await withBook((db) => {
    const before = findSource(db.sql, name);
    if (before.kind !== "file" && before.kind !== "lapor")
      throw new UserError(`Sumber ${before.source} tidak perlu diatur. Yang dapat diatur: file, lapor.`);
    if (Object.keys(options).length > 0)
      change(db, before, { ...options, ...(oleh !== undefined && { oleh }) });
    for (const line of describeSource(db, findSource(db.sql, name))) printLine(line);
  });
}

function change(db: Db, before: SourceRow, options: Options): void {
  const settings = before.kind === "file" ? fileSettings(before, options) : apiSettings(before, options);
  const after: SourceRow = {
    ...before,
    zone: options.zona === undefined ? before.zone : readZone(options.zona),
    maxAge: options.berlaku === undefined ? before.maxAge : parseDuration(options.berlaku).text,
    settings,
  };
  saveSource(db, before, after, { action: "sumber.atur", by: options.oleh ?? null });
}

function fileSettings({ settings }: SourceRow, { kolom = [], ...options }: Options): string | null {
  if (Object.keys(readApiOptions(options)).length > 0)
    throw new UserError(
      "Sumber file hanya mengenal --zona, --berlaku, dan --kolom. Untuk API: siaga sumber atur lapor.",
    );
  return kolom.map(parseAliasOption).reduce(addAlias, settings);
}

function apiSettings({ settings }: SourceRow, options: Options): string {
  return mergeSettings(settings, readApiOptions(options));
}

type ApiSettings = Record<string, unknown>;

function readApiOptions(options: Options): ApiSettings {
  const fields = Object.assign({}, ...(options.kolom ?? []).map(parseFieldOption)) as Record<string, string>;
  const read: ApiSettings = {
    baseUrl: options.alamat && parseBaseUrl(options.alamat),
    authHeader: options.headerAuth && readHeaderName(options.headerAuth),
    tokenHeader: options.headerToken && readHeaderName(options.headerToken),
    listPath: options.daftar === undefined ? undefined : readListPath(options.daftar),
    listItems: options.isiDaftar && readItems(options.isiDaftar),
    every: options.tiap && readInterval(options.tiap),
    budget: options.anggaran && readBudget(options.anggaran),
    fields: options.kolom && fields,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** Set up where its secrets are not it stays off: every reading would fail. What was switched on or off before stays so. */
function mergeSettings(json: string | null, changes: ApiSettings): string {
  const known = (json === null ? {} : JSON.parse(json)) as { fields?: Record<string, string> };
  const fields = { ...known.fields, ...(changes["fields"] as Record<string, string> | undefined) };
  return JSON.stringify({ isOn: hasLaporSecrets(), ...known, ...changes, fields });
}

function readZone(text: string): string {
  return text.trim().toUpperCase() === "UTC" ? "UTC" : parseZone(text);
}

/** RFC 9110 5.6.2: a token. */
function readHeaderName(text: string): string {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,60}$/u.test(text))
    throw new UserError(`Nama header "${text}" tidak sah. Tulis misalnya Authorization, auth, atau token.`);
  return text;
}

function readListPath(text: string): string | null {
  if (text.trim() === "") return null;
  if (!/^\/[^\s#\\]*$/u.test(text) || text.startsWith("//"))
    throw new UserError('Jalur daftar diawali "/" dan tanpa spasi, misalnya /complaints?page_size=50.');
  return text;
}

function readItems(text: string): string {
  if (!/^\w+(?:\.\w+)*$/u.test(text))
    throw new UserError("Letak isi daftar ditulis dengan titik, misalnya results.data.");
  return text;
}

function readInterval(text: string): string {
  const duration = parseDuration(text);
  if (duration.kind !== "plain" || duration.seconds < 300 || duration.seconds > 86_400)
    throw new UserError(
      '--tiap paling sering "5 menit" dan paling jarang "1 hari", tanpa hari atau jam kerja.',
    );
  return duration.text;
}

function readBudget(text: string): number {
  const budget = Number(text);
  if (!Number.isInteger(budget) || budget < leastBudget || budget > mostBudget)
    throw new UserError(`--anggaran harus bilangan bulat dari ${leastBudget} sampai ${mostBudget}.`);
  return budget;
}

import type { Db } from "../../../db/open.ts";
import { type Config, readConfig } from "../../config.ts";
import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import { examine } from "../../desk/doctor.ts";
import type { Finding } from "../../desk/doctor/contract.ts";
import { blocking, warning } from "../../desk/doctor/finding.ts";
import { readDoctorFacts } from "../../desk/doctor/store.ts";
import { type Channels, loadOffice } from "../../desk/office.ts";
import { isRunning } from "../../lock.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { channelsOf } from "../shared/channels.ts";
import { printJson, printLine } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";

interface Question {
  readonly jabatan: string | undefined;
  readonly json: boolean;
}

/** Exit code 1 while something is blocking. */
export async function periksa({ jabatan, json }: Question): Promise<void> {
  if (jabatan !== undefined)
    throw new UserError("--jabatan perlu --siapa. Tulis: siaga periksa --siapa OPD --jabatan kepala.");
  const findings = await withBook((db) => findAll(db));
  const worst = findings.filter(({ isBlocking }) => isBlocking).length;
  if (json) printJson({ blocking: worst, warnings: findings.length - worst, findings });
  else for (const line of describeAll(findings)) printLine(line);
  if (worst > 0) process.exitCode = 1;
}

function findAll(db: Db): Finding[] {
  const { channels, faults } = readSettings();
  const facts = readDoctorFacts(db.sql, {
    isWaLinked: linkedNumber(db.sql) !== null,
    isBotRunning: isRunning(db.path),
  });
  return [...faults, ...examine(loadOffice(db.sql, channels), currentInstant(), facts)];
}

/** Settings that are wrong block too; then the doors are unknown, and nothing is said against them. */
function readSettings(): { channels: Channels; faults: Finding[] } {
  try {
    return { channels: channelsOf(process.env), faults: findOpenAddress(readConfig(process.env)) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const fault = blocking({ cause: "settings", problem: error.message, remedy: null });
    return { channels: { wa: false, email: true }, faults: [fault] };
  }
}

/** The webhook speaks plain HTTP: what it is sent names reporters, and TLS is a reverse proxy's work on the same machine. */
function findOpenAddress({ webhook }: Config): Finding[] {
  if (!webhook || /^(?:127\.[\d.]+|::1|localhost)$/u.test(webhook.host)) return [];
  return [
    warning({
      cause: "webhook:open",
      problem: `Webhook terbuka di ${webhook.host} tanpa TLS, jadi isinya dapat dibaca di jaringan.`,
      remedy: "Isi SIAGA_HTTP dengan 127.0.0.1:PORT, dan pasang proksi TLS di depannya: db/contoh/Caddyfile",
    }),
  ];
}

function describeAll(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ["Semua beres: tidak ada yang kurang."];
  const worst = findings.filter(({ isBlocking }) => isBlocking);
  const others = findings.filter(({ isBlocking }) => !isBlocking);
  return [
    ...describePart("Menghalangi pengiriman", worst),
    ...(worst.length > 0 && others.length > 0 ? [""] : []),
    ...describePart("Perlu diperhatikan", others),
  ];
}

function describePart(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return [
    `${title} (${findings.length})`,
    ...findings.flatMap(({ isBlocking, problem, remedy }) => [
      ...problem.split("\n").flatMap((line) => wrap(line, isBlocking ? "  ✗ " : "  ! ")),
      ...(remedy === null ? [] : wrap(remedy, "    → ")),
    ]),
  ];
}

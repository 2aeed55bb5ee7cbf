import { addDuration } from "../../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { formatInstant } from "../../calendar/format.ts";
import { withoutMissingYear } from "../../calendar/missing-year.ts";
import type { Office } from "../../escalation/contract.ts";
import { resolveUnit } from "../../people/resolve-unit.ts";
import { explainStatus, statusCause } from "../unknown-status.ts";
import type { DoctorFacts, Finding, SourceFacts, UnknownOffice, UnknownStatus } from "./contract.ts";
import { warning } from "./finding.ts";

/** Sources that were silent for too long or failed, and offices that wait to be mapped. */
export function findNewsFaults(
  office: Office,
  facts: DoctorFacts,
  calendar: Calendar,
  now: Instant,
): Finding[] {
  return [
    ...findNoImport(facts.sources),
    ...findStale(facts.sources, calendar, now),
    ...findFailedImport(facts.sources, calendar),
    ...facts.unknownOffices.map((unknown) => describeUnknown(office, unknown)),
    ...facts.unknownStatuses.map(describeStatus),
  ];
}

const importToday = "Impor ekspor hari ini: siaga laporan impor BERKAS";

function findNoImport(sources: readonly SourceFacts[]): Finding[] {
  const pulled = sources.filter(({ kind }) => kind !== "manual");
  if (pulled.length === 0 || pulled.some(({ lastOkAt }) => lastOkAt !== null)) return [];
  return [
    warning({ cause: "no_import", problem: "Belum pernah ada laporan yang diimpor.", remedy: importToday }),
  ];
}

/** The cause is that of the judge's alarm: what it holds, it holds for this. */
function findStale(sources: readonly SourceFacts[], calendar: Calendar, now: Instant): Finding[] {
  const stale = sources.filter((source) => isStale(source, calendar, now));
  if (stale.length === 0) return [];
  const oldest = stale
    .map(({ source, asOf, lastOkAt, maxAge }) => {
      const at = formatInstant(calendar, asOf ?? lastOkAt ?? 0);
      return `${source} terakhir ${at}, lebih lama dari ${maxAge?.text ?? ""}`;
    })
    .join("; ");
  return [
    warning({
      cause: "stale",
      problem: `Data laporan terlalu lama tidak diperbarui (${oldest}), jadi pengirimannya ditahan.`,
      remedy: importToday,
    }),
  ];
}

function isStale({ asOf, lastOkAt, maxAge }: SourceFacts, calendar: Calendar, now: Instant): boolean {
  const at = asOf ?? lastOkAt;
  if (at === null || maxAge === null) return false;
  // the missing year is a finding of its own
  return withoutMissingYear(() => addDuration(calendar, at, maxAge) < now) ?? false;
}

function findFailedImport(sources: readonly SourceFacts[], calendar: Calendar): Finding[] {
  return sources
    .filter(
      ({ lastError, lastErrorAt, lastOkAt }) => lastError !== null && (lastErrorAt ?? 0) > (lastOkAt ?? 0),
    )
    .map(({ source, lastError, lastErrorAt }) =>
      warning({
        cause: `source:${source}`,
        problem: `Sumber ${source} gagal dibaca ${formatInstant(calendar, lastErrorAt ?? 0)}: ${lastError ?? ""}`,
        remedy: null,
      }),
    );
}

/** The cause is that of the alarm raised when it came in. */
function describeUnknown({ people }: Office, { name, externalId, count }: UnknownOffice): Finding {
  const found = resolveUnit(people, { name, externalId });
  const claims = found.kind === "ambiguous" ? found.units.map(({ code }) => code).join(" dan ") : null;
  return warning({
    cause: `unknown_unit:${name}`,
    problem:
      claims === null
        ? `OPD "${name}" belum dikenal; ${count} laporan menunggu.`
        : `OPD "${name}" dapat berarti ${claims}; ${count} laporan menunggu.`,
    remedy:
      claims === null
        ? `Petakan: siaga opd ubah KODE --alias "${name}"`
        : `Beri ID LAPOR! kepada yang benar: siaga opd ubah KODE --id-lapor ID`,
  });
}

/** The cause is that of the note that reported it. */
function describeStatus({ text, count }: UnknownStatus): Finding {
  return warning({
    cause: statusCause(text),
    problem: `Status "${text}" belum dikenal; ${count} laporan dianggap belum ditindaklanjuti.`,
    remedy: explainStatus(text),
  });
}

import type { Db } from "../../../db/open.ts";
import type { LaporApi } from "../../connections/lapor.ts";
import { laporConnector } from "../../lapor.ts";
import { readTrackingId } from "../../sources/reading/tracking-id.ts";
import { readSettings } from "../../sources/lapor/settings.ts";
import { UserError } from "../../user-error.ts";
import { withBook } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import { untried } from "./describe.ts";
import { exampleSetup, requireLaporSecrets } from "./secrets.ts";
import { findSource } from "./source-row.ts";
import { runTrial } from "./trial.ts";
import type { TrialStep } from "./trial-step.ts";

interface Options {
  readonly id?: string;
  readonly json?: boolean;
}

/**
 * Tries the API with the settings of the book and the secrets of this machine, and compares what it answers with what is
 * documented, place by place. Prints kinds, counts and places, never what stands there. Exit code 1 when something that the bot
 * needs does not fit.
 */
export async function uji({ id, json = false }: Options): Promise<void> {
  const trackingId = id === undefined ? null : readTrackingId(id);
  if (id !== undefined && trackingId === null)
    throw new UserError(`Nomor laporan "${id}" tidak sah. Tulis 5 sampai 15 angka, misalnya --id 9100001.`);
  await withBook(async (db) => {
    const api = connect(db);
    if (!json) printLine(untried);
    try {
      const { steps, isUsable } = await runTrial({ db, api, trackingId }, (step) => {
        if (!json) for (const line of describeStep(step)) printLine(line);
      });
      if (json) printJson({ ok: isUsable, steps });
      if (!isUsable) throw notUsable(steps);
      wakeBot(db);
    } finally {
      api.close();
    }
  });
}

function connect(db: Db): LaporApi {
  const { settings } = findSource(db.sql, "lapor");
  if (settings === null) throw new UserError(`API LAPOR! belum diatur. Jalankan dahulu: ${exampleSetup}`);
  return laporConnector(requireLaporSecrets())(readSettings(settings));
}

/** A bot that was waiting after failures may ask again now. */
function wakeBot({ sql }: Db): void {
  sql
    .prepare(
      `update sources set nextPollAt = null, cursor = json_remove(cursor, '$.failures', '$.failingSince')
       where source = 'lapor' and lastError is not null`,
    )
    .run();
}

/** The step itself says what is wrong. */
function notUsable(steps: readonly TrialStep[]): UserError {
  const failed = steps.find(({ fits }) => fits === "no") ?? steps.at(-1);
  return new UserError(`API LAPOR! belum dapat dipakai; lihat "${failed?.name}" di atas.`);
}

const marks = { yes: "✓", no: "✗", absent: "–" } as const;

function describeStep({ name, fits, detail, findings, notes }: TrialStep): string[] {
  return [
    ...wrap(`${name}: ${detail}`, `${marks[fits]} `),
    ...findings.flatMap((finding) =>
      wrap(
        `${finding.place}${finding.field ? ` → ${finding.field}` : ""}: ${finding.detail}`,
        `    ${marks[finding.fits]} `,
      ),
    ),
    ...notes.flatMap((note) => wrap(note, "    ")),
  ];
}

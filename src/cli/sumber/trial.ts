import type { Db } from "../../../db/open.ts";
import { openSql } from "../../complaints/status-words.ts";
import type { LaporApi } from "../../connections/lapor.ts";
import { LaporFailure } from "../../connections/lapor/failure.ts";
import { pick } from "../../sources/lapor/field-map.ts";
import { institutionsPath, listPath } from "../../sources/lapor/paths.ts";
import { readIdField } from "../../sources/lapor/read-fields.ts";
import { type LaporSettings, readSettings } from "../../sources/lapor/settings.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { findSource } from "./source-row.ts";
import { checkList, checkInstitutions } from "./trial-lists.ts";
import { tryComplaint } from "./trial-complaint.ts";
import { trialOptions, type TrialOptions } from "./trial-options.ts";
import { stepOf, stepOfFailure, type TrialStep } from "./trial-step.ts";

export interface TrialOrder {
  readonly db: Db;
  readonly api: LaporApi;
  /** The complaint that is tried; null: whichever is known. */
  readonly trackingId: string | null;
}

export interface TrialResult {
  readonly steps: readonly TrialStep[];
  /** Whether the bot can read a complaint this way. */
  readonly isUsable: boolean;
}

/** Asks for the institutions, the list where there is one, and all of one complaint. `onStep` hears of each as it is done. */
export async function runTrial(order: TrialOrder, onStep: (step: TrialStep) => void): Promise<TrialResult> {
  const { db, api } = order;
  const row = findSource(db.sql, "lapor");
  const settings = readSettings(row.settings ?? "{}");
  const options = trialOptions(openCommandDesk(db), settings, row.zone);
  const steps: TrialStep[] = [];
  const say = (step: TrialStep) => {
    steps.push(step);
    onStep(step);
    return step;
  };
  const token = say(await tryToken(api));
  if (token.fits === "no") return { steps, isUsable: false };
  const { step, firstId } = await tryList(api, settings, options);
  if (step) say(step);
  const trackingId = order.trackingId ?? latestOpen(db) ?? firstId;
  if (trackingId === null) {
    say(stepOf("Laporan", "absent", "belum ada laporan untuk dicoba; sebutkan satu dengan --id NOMOR"));
    return { steps, isUsable: false };
  }
  const tried = await tryComplaint(api, trackingId, options);
  tried.forEach(say);
  return { steps, isUsable: steps.every(({ fits }) => fits !== "no") };
}

/** Every account may read the institutions; where it may not, the token can still be right for the rest. */
async function tryToken(api: LaporApi): Promise<TrialStep> {
  const name = "Token dan alamat";
  try {
    return checkInstitutions(name, await api.get(institutionsPath));
  } catch (error) {
    if (error instanceof LaporFailure && (error.kind === "absent" || error.kind === "forbidden"))
      return stepOf(
        name,
        "absent",
        `${error.message}; daftar instansi tidak terbuka bagi akun ini, dilanjutkan`,
      );
    return stepOfFailure(name, error);
  }
}

async function tryList(
  api: LaporApi,
  settings: LaporSettings,
  options: TrialOptions,
): Promise<{ step: TrialStep | null; firstId: string | null }> {
  if (settings.listPath === null) return { step: null, firstId: null };
  const name = "Daftar laporan";
  try {
    const answer = await api.get(listPath(settings.listPath, 1));
    const step = checkList(name, answer, settings.listItems, options);
    const first: unknown = pick(answer, `${settings.listItems}.0`);
    return { step, firstId: step.fits === "yes" ? readIdField(first, options) : null };
  } catch (error) {
    return { step: stepOfFailure(name, error), firstId: null };
  }
}

function latestOpen({ sql }: Db): string | null {
  return (
    sql
      .prepare<[], string>(
        `select trackingId from complaints where ${openSql}
         order by confirmedAt desc, trackingId limit 1`,
      )
      .pluck()
      .get() ?? null
  );
}

import type { Sql } from "../../../db/open.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import type { Instant, LocalDate, Zone } from "../../calendar/contract.ts";
import type { Alarm } from "../../escalation/contract.ts";
import { addRefused, figuresOf } from "../../sources/webhook/figures.ts";
import { type Refusal, refusalNames, type RefusalReason, worrying } from "../../sources/webhook/refusal.ts";
import type { DayFigures, WebhookStore } from "../../sources/webhook/store.ts";
import type { Alarms } from "../alarms.ts";

export interface LedgerParts {
  readonly sql: Sql;
  readonly store: WebhookStore;
  readonly alarms: Alarms;
  readonly now: () => Instant;
  readonly zone: () => Zone | null;
  readonly onRefused: (reasons: Readonly<Record<string, number>>) => void;
  readonly onNews: () => void;
}

/** How the door does today. Refusals are gathered, so that a stranger who knocks a thousand times costs one write. */
export function openLedger({ sql, store, alarms, now, zone, onRefused, onNews }: LedgerParts) {
  let day = store.figures();
  /** Refusals that the book does not have yet. */
  let unsaved: Partial<Record<RefusalReason, number>> = {};
  const today = () => figuresOf(localDate({ zone: zone() ?? "Asia/Jakarta" }, now()), day);

  return {
    today,
    /** The figures that the book has now. */
    follow(next: DayFigures): void {
      day = next;
    },
    note(refusal: Refusal): void {
      day = addRefused(today(), refusal, now());
      unsaved[refusal.reason] = (unsaved[refusal.reason] ?? 0) + 1;
    },
    /** Writes refusals down; the first of a day that somebody should mend are told to Kominfo. */
    save(): void {
      const reasons = Object.keys(unsaved) as RefusalReason[];
      if (reasons.length === 0) return;
      const faults = reasons.filter((reason) => worrying.has(reason));
      const isNews = faults.length > 0 && !today().isTold;
      const next = { ...today(), isTold: today().isTold || isNews };
      sql
        .transaction(() => {
          store.noteFigures(next);
          if (isNews) alarms.raise(refusedAlarm(next.date, faults), now());
        })
        .immediate();
      day = next;
      onRefused(unsaved);
      unsaved = {};
      if (isNews) onNews();
    },
  };
}

/** A note: told once, for there is nothing that shows that it was mended. */
function refusedAlarm(date: LocalDate, reasons: readonly RefusalReason[]): Alarm {
  const names = reasons.map((reason) => refusalNames[reason]).join(", ");
  return {
    cause: `note:webhook:${date}`,
    text: `Webhook menolak kiriman aplikasi hari ini (${names}), jadi laporannya belum masuk. Lihat: siaga sumber daftar.`,
  };
}

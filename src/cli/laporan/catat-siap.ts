import { formatInstant, isoWithOffset } from "../../calendar/format.ts";
import type { Escalation } from "../../escalation/contract.ts";
import { acknowledge } from "../../escalation/settle.ts";
import type { Message } from "../../outbox/contract.ts";
import type { OutboxStore } from "../../outbox/store.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { chooseComplaint } from "./choose-complaint.ts";

interface Options {
  /** Who said it; needed where several were told. */
  readonly orang?: string;
  readonly oleh?: string;
  readonly json?: boolean;
}

/** `siaga laporan catat-siap`: an acknowledgement that was given by telephone counts like a SIAP (escalation.md section 6). */
export async function catatSiap(id: string, { orang, oleh, json = false }: Options): Promise<void> {
  await withBook((db) => {
    const desk = openCommandDesk(db);
    const calendar = calendarOfPemda(db.sql, desk.office);
    const { trackingId } = chooseComplaint(desk.book, id);
    const told = listTold(desk.outbox, desk.escalations.ofComplaint(trackingId));
    if (told.length === 0)
      throw new UserError(
        `Laporan ${trackingId} sudah berakhir atau belum disampaikan kepada siapa pun. Lihat: siaga laporan lihat ${trackingId}.`,
      );
    const person = choosePerson(told, orang);
    const mine = told.filter(({ row }) => row.person === person);
    const fresh = mine.filter(({ run }) => run.ackedAt === null);
    if (fresh.length === 0) {
      const { ackedBy, ackedAt } = mine[0]?.run ?? { ackedBy: person, ackedAt: null };
      throw new UserError(
        `Laporan ${trackingId} sudah diterima oleh ${ackedBy} pada ${formatInstant(calendar, ackedAt ?? 0)}.`,
      );
    }
    const now = currentInstant();
    db.sql
      .transaction(() => {
        for (const { run, row } of fresh)
          desk.clerk.change(run.id, (each) => acknowledge(each, person, now, row.post), desk.office, now);
        writeAudit(db, {
          now,
          action: "laporan.catat-siap",
          subject: `Laporan ${trackingId}`,
          before: null,
          after: { ackedBy: person, ackedAt: now },
          by: oleh ?? null,
        });
      })
      .immediate();
    if (json)
      return printJson({ trackingId, acknowledgedBy: person, acknowledgedAt: isoWithOffset(calendar, now) });
    printLine(`Laporan ${trackingId} tercatat sudah diterima oleh ${person}. Pengingatnya dihentikan.`);
    return undefined;
  });
}

interface Told {
  readonly run: Escalation;
  readonly row: Message;
}

/** Whom the step that was told last has told, in each open run. */
function listTold(outbox: OutboxStore, runs: readonly Escalation[]): Told[] {
  return runs
    .filter(({ state }) => state !== "ended")
    .flatMap((run) =>
      outbox
        .told(run.id)
        .filter(({ step }) => step === run.nextStep - 1)
        .map((row) => ({ run, row })),
    );
}

function choosePerson(told: readonly Told[], name: string | undefined): string {
  const people = [...new Set(told.map(({ row }) => row.person))];
  const [only, ...others] = people;
  const wanted = name?.trim().toLowerCase();
  const found = wanted === undefined ? undefined : people.find((person) => person.toLowerCase() === wanted);
  if (found !== undefined) return found;
  if (wanted === undefined && only !== undefined && others.length === 0) return only;
  const problem =
    name === undefined
      ? "Ada beberapa orang yang diberi tahu"
      : `"${name}" tidak diberi tahu pada jenjang ini`;
  throw new UserError(`${problem}. Pilih dengan --orang: ${people.join("; ")}.`);
}

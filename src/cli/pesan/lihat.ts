import type { Instant } from "../../calendar/contract.ts";
import { isRunning } from "../../lock.ts";
import type { Message } from "../../outbox/contract.ts";
import { placeAt, shortMoment } from "../laporan/lihat/moments.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import { describeWork } from "./advice.ts";
import { chooseMessage, describeSubject } from "./messages.ts";
import { asJson, describeReader, describeState } from "./view.ts";
import { openWaits } from "./waits.ts";
import { findWords, type Words } from "./words.ts";

/** `siaga pesan lihat`: one message, its words and its life. */
export async function lihat(id: string, { json = false }: { json?: boolean }): Promise<void> {
  await withBook((db) => {
    const desk = openCommandDesk(db);
    const row = chooseMessage(db.sql, id);
    const now = currentInstant();
    const calendar = calendarOfPemda(db.sql, desk.office);
    const wait =
      row.state === "pending"
        ? openWaits(db.sql, { calendar, isRunning: isRunning(db.path), now })(row)
        : null;
    const words = findWords(desk, row, now);
    if (json)
      return printJson({
        ...asJson(row, wait, { calendar, office: desk.office }),
        words: typeof words === "string" ? null : words,
      });
    const place = placeAt(calendar, now);
    const moment = (at: Instant) => shortMoment(place, at);
    const lines = [
      `Pesan ${row.id}: untuk ${describeReader(desk.office, row)} ${row.recipient}`,
      ...wrap(
        `${describeSubject(row)}${row.trackingId === null ? "" : ` (siaga laporan lihat ${row.trackingId})`}`,
        label("Tentang"),
      ),
      ...wrap(describeState(row, wait, moment), label("Keadaan")),
      ...describeLife(row, moment),
      ...(describeWork(desk, row) ? wrap(describeWork(desk, row) ?? "", label("Tindakan")) : []),
      "",
      ...describeWords(words),
    ];
    for (const line of lines) printLine(line);
    return undefined;
  });
}

function label(name: string): string {
  return name.padEnd(13);
}

function describeLife(row: Message, moment: (at: Instant) => string): string[] {
  const handed = row.wireId === null ? null : `${row.attempts} kali, dengan nomor ${row.wireId}`;
  const steps: [string, string | null][] = [
    ["Jatuh tempo", moment(row.dueAt)],
    ["Ditulis", moment(row.createdAt)],
    ["Diserahkan", handed],
    ["Diterima", row.acceptedAt === null ? null : moment(row.acceptedAt)],
    ["Sampai", row.deliveredAt === null ? null : moment(row.deliveredAt)],
    ["Dibaca", row.readAt === null ? null : moment(row.readAt)],
  ];
  return steps.flatMap(([name, text]) => (text === null ? [] : wrap(text, label(name))));
}

function describeWords(words: Words | string): string[] {
  if (typeof words === "string") return [`Tidak ada isi: ${words}.`];
  const head = words.areFinal ? "Isi:" : "Isi bila dikirim sekarang:";
  return [
    head,
    ...[words.subject, "", ...words.text.trimEnd().split("\n")].map((line) => `  ${line}`.trimEnd()),
  ];
}

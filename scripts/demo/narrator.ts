import { formatInstant } from "../../src/calendar/format.ts";
import { describePost } from "../../src/escalation/words.ts";
import type { Message } from "../../src/outbox/contract.ts";
import type { Db } from "../../db/open.ts";
import type { Unit } from "../../src/people/contract.ts";

export const wita = { zone: "Asia/Makassar" } as const;

const channelNames = { wa: "WhatsApp", email: "email", folder: "folder" };

const reasons: Record<string, string> = {
  due: "jenjangnya jatuh tempo",
  gap: "jeda setelah jenjang di bawahnya sudah lewat",
  filled: "jabatannya kini terisi",
  reminder: "belum ada tindak lanjut sejak pesan sebelumnya",
  digest: "masuk ringkasan pagi karena batas waktu lewat",
  alarm: "ada yang perlu dibenahi Kominfo",
};

function tell(now: number, text: string): void {
  process.stdout.write(`${formatInstant(wita, now).padEnd(28)}  ${text}\n`);
}

/** Prints what happens, as it happens. */
export function openNarrator(db: Db, unitOf: (id: number | null) => Unit | null) {
  const seen = new Set<number>();
  const clockOf = db.sql.prepare<[number], string>("select clock from escalations where id = ?").pluck();
  const accepted = db.sql.prepare<[], Message>(
    "select * from outbox where acceptedAt is not null order by acceptedAt, id",
  );

  const lastText = db.sql
    .prepare<[string], string>(
      `select e.content ->> '$.content.text' from envelopes e join outbox o on o.wireId = e.wireId
       where o.person = ? order by o.acceptedAt desc limit 1`,
    )
    .pluck();
  const lastAt = db.sql
    .prepare<[string], number>("select max(acceptedAt) from outbox where person = ?")
    .pluck();

  return {
    tell,
    /** What stands in the last message to somebody. */
    quote(person: string, words: RegExp): void {
      const text = lastText.get(person) ?? "";
      tell(lastAt.get(person) ?? 0, `   tertulis di sana: “${words.exec(text)?.[0]?.trim() ?? "–"}”`);
    },
    /** The messages that went out since the last look. */
    tellSent(): Message[] {
      const fresh = accepted.all().filter(({ id }) => !seen.has(id));
      for (const row of fresh) {
        seen.add(row.id);
        tell(row.acceptedAt ?? 0, describe(row, unitOf, clockOf.get(row.escalationId ?? 0)));
      }
      return fresh;
    },
  };
}

const clockNames: Record<string, string> = {
  verification: "verifikasi",
  response: "tindak lanjut",
  completion: "penyelesaian",
};

function describe(row: Message, unitOf: (id: number | null) => Unit | null, clock = ""): string {
  const post = row.post ? `, ${describePost(row.post, unitOf(row.unitId))}` : "";
  const about =
    row.kind === "reply"
      ? `“${firstSentence(row.data)}”`
      : row.trackingId
        ? `laporan ${row.trackingId}`
        : "perlu dibenahi";
  const step =
    row.step === null
      ? ""
      : `, jenjang ${row.step} ${clockNames[clock] ?? ""}${row.kind === "reminder" ? " (pengingat)" : ""}`;
  const why = row.kind === "reply" ? "" : ` – ${reasons[row.reason] ?? row.reason}`;
  return `→ ${channelNames[row.channel]} kepada ${row.person || row.recipient}${post}: ${about}${step}${why}`;
}

function firstSentence(data: string | null): string {
  const { text = "" } = JSON.parse(data ?? "{}") as { text?: string };
  return /^.*?\.(?= |$)/u.exec(text)?.[0] ?? text;
}

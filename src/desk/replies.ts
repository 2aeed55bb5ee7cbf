import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { OutboxStore } from "../outbox/store.ts";
import { redeemInvite } from "../people/store.ts";
import { parseReply } from "../replies/parse.ts";

/** A message from outside, before it is stored. */
export interface Incoming {
  /** The same for the same message, however often it is delivered. */
  readonly key: string;
  readonly channel: "wa";
  /** E.164; null where WhatsApp hides it. */
  readonly sender: string | null;
  readonly at: Instant;
  readonly text: string;
  readonly quotedWireId: string | null;
}

interface Stored {
  readonly key: string;
  readonly sender: string | null;
  readonly text: string | null;
}

const answers = {
  registered:
    "Nomor ini sudah terdaftar. Pemberitahuan laporan SP4N-LAPOR! akan dikirim ke sini. Terima kasih.",
  unknown: "Kode tidak dikenal. Periksa kembali kode dari Kominfo, lalu kirim: DAFTAR kode.",
  expired: "Kode sudah kedaluwarsa. Mintalah kode baru kepada Kominfo.",
  used: "Kode sudah pernah dipakai. Mintalah kode baru kepada Kominfo.",
} as const;

/** Journals what comes in, then handles it once. */
export function openReplies(sql: Sql, outbox: OutboxStore) {
  const put = sql.prepare(
    `insert into inbound (key, channel, sender, at, text, quotedWireId) values (?, ?, ?, ?, ?, ?)
     on conflict (key) do nothing`,
  );
  const waiting = sql.prepare<[], Stored>(
    "select key, sender, text from inbound where handledAt is null order by at, key limit 100",
  );
  const done = sql.prepare("update inbound set handledAt = ?, outcome = ?, text = null where key = ?");

  function handle({ sender, text, key }: Stored, now: Instant): string {
    const command = parseReply(text ?? "");
    if (!command) return "ignored";
    if (!sender) return "no_number";
    const { outcome, holder } = register(command.code, sender, now);
    // A code that is wrong gets no answer from an unknown number: the bot does not chat with strangers.
    if (outcome !== "unknown") answer(key, { sender, holderId: holder, text: answers[outcome] }, now);
    return outcome;
  }

  function register(code: string, sender: string, now: Instant) {
    const redeemed = redeemInvite(sql, code, sender, now);
    return redeemed.kind === "registered"
      ? { outcome: "registered" as const, holder: redeemed.holderId }
      : { outcome: redeemed.kind, holder: null };
  }

  function answer(
    key: string,
    to: { sender: string; holderId: number | null; text: string },
    now: Instant,
  ): void {
    outbox.enqueue(
      {
        key: `reply/${key}`,
        channel: "wa",
        intended: "wa",
        recipient: to.sender,
        holderId: to.holderId,
        person: "",
        kind: "reply",
        trackingId: null,
        escalationId: null,
        step: null,
        occurrence: null,
        unitId: null,
        post: null,
        reason: "reply",
        data: JSON.stringify({ subject: "Siaga", text: to.text, html: null, thread: null }),
        bundle: null,
        fallback: null,
        dueAt: now,
        notBefore: now,
      },
      now,
    );
  }

  return {
    /** Stores a message before its sender is told that it arrived; a repeated delivery changes nothing. */
    journal(message: Incoming): void {
      put.run(message.key, message.channel, message.sender, message.at, message.text, message.quotedWireId);
    },
    /** Handles what waits; the text is forgotten with it. Returns the outcomes. */
    handleWaiting: (now: Instant): string[] =>
      sql
        .transaction(() =>
          waiting.all().map((stored) => {
            const outcome = handle(stored, now);
            done.run(now, outcome, stored.key);
            return outcome;
          }),
        )
        .immediate(),
  };
}

import { at } from "../story.ts";
import type { TwoDoors } from "../two-doors.ts";
import type { Counts } from "./result.ts";

/** Six messages for two people, three each: more for one person at one moment would become one. */
const trackingIds = ["9200001", "9200002", "9200003", "9200004", "9200005", "9200006"] as const;

const begin = at("2026-11-23T09:00");
const pupr = { opdExternalId: "90001", opdName: "Dinas PUPR" };
const dlh = { opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" };

/** Budi's and Dewi's by turns. */
export const sixComplaints = trackingIds.map((trackingId, index) => ({
  trackingId,
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  isSecret: false,
  isAnonymous: false,
  disposedAt: begin,
  ...(index % 2 === 0 ? pupr : dlh),
}));

export function isEveryoneTold({ rows }: TwoDoors): boolean {
  const told = new Set(rows().map(({ trackingId, acceptedAt }) => acceptedAt !== null && trackingId));
  return trackingIds.every((id) => told.has(id));
}

const times = (texts: readonly string[], id: string) => texts.filter((text) => text.includes(id)).length;

/** What became of the six, as their readers and the wires saw it. */
export function countMessages(pemda: TwoDoors): Counts {
  const seen = shownTexts(pemda);
  const sent = sentTexts(pemda);
  return {
    messages: trackingIds.length,
    lost: trackingIds.filter((id) => times(seen, id) === 0).length,
    sentTwice: trackingIds.filter((id) => times(sent, id) > 1).length,
    shownTwice: trackingIds.filter((id) => times(seen, id) > 1).length,
  };
}

/** What can be read: phones and mail programs show a message once, however often it came under the same id. */
function shownTexts(pemda: TwoDoors): string[] {
  const read = [pemda.budi, pemda.dewi].flatMap(({ inbox }) =>
    inbox
      .filter(({ error }) => error === null)
      .map(({ id, message }) => ({ id, text: message?.extendedTextMessage?.text ?? "" })),
  );
  const shown = [...read, ...mailsOf(pemda)].filter(isStep(pemda));
  return [...new Map(shown.map(({ id, text }) => [id, text])).values()];
}

/** What left whole and was not refused. */
function sentTexts(pemda: TwoDoors): string[] {
  const textOf = pemda.db.sql
    .prepare<[string], string>("select content ->> '$.content.text' from envelopes where wireId = ?")
    .pluck();
  const refused = new Set(
    pemda.rows().flatMap(({ state, wireId }) => (state === "failed" && wireId !== null ? [wireId] : [])),
  );
  const stanzas = pemda.fake.log
    .filter(({ tag, attrs }) => tag === "message" && !refused.has(attrs["id"] ?? ""))
    .map(({ attrs }) => ({ id: attrs["id"] ?? "", text: textOf.get(attrs["id"] ?? "") ?? "" }));
  return [...stanzas, ...mailsOf(pemda)].filter(isStep(pemda)).map(({ text }) => text);
}

/** Reminders, alarms and later steps speak of the same complaints. */
function isStep({ rows }: TwoDoors): (sent: { readonly id: string }) => boolean {
  const ids = new Set(
    rows().map(({ kind, step, wireId }) => (kind === "step" && step === 1 ? wireId : null)),
  );
  return ({ id }) => ids.has(id);
}

function mailsOf({ sink }: TwoDoors): { id: string; text: string }[] {
  return sink.mails.map(({ raw }) => {
    const text = raw.toString();
    return { id: /^Message-ID: (.*)$/imu.exec(text)?.[1]?.trim() ?? "", text };
  });
}

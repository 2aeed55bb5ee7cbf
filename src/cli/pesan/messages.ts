import type { Sql } from "../../../db/open.ts";
import type { Message } from "../../outbox/contract.ts";
import { UserError } from "../../user-error.ts";

/** The message with this number. Throws UserError if there is none. */
export function chooseMessage(sql: Sql, text: string): Message {
  const id = text.trim().replace(/^#/u, "");
  const row = /^\d+$/u.test(id)
    ? sql.prepare<[number], Message>("select * from outbox where id = ?").get(Number(id))
    : undefined;
  if (row) return row;
  throw new UserError(`Pesan ${text.trim()} tidak ada. Lihat nomornya: siaga pesan daftar --status semua.`);
}

type State = Message["state"];

/** What an operator calls the states of a message, each with those it stands for. */
const groups: Record<string, readonly State[]> = {
  menunggu: ["pending"],
  dikirim: ["sending"],
  terkirim: ["accepted", "delivered", "read"],
  gagal: ["failed"],
  batal: ["superseded", "expired", "cancelled"],
};

/** Those of --status, by its Indonesian word or a code name; absent: what still wants attention. Throws UserError. */
export function parseStates(text: string | undefined): readonly State[] {
  const all = Object.values(groups).flat();
  if (text === undefined) return ["pending", "sending", "failed"];
  const wanted = text.trim().toLowerCase();
  if (wanted === "semua") return all;
  const found = groups[wanted] ?? all.filter((state) => state === wanted);
  if (found.length > 0) return found;
  throw new UserError(`Keadaan "${text}" tidak ada. Pilih: ${[...Object.keys(groups), "semua"].join(", ")}.`);
}

export const stateNames: Record<State, string> = {
  pending: "menunggu",
  sending: "sedang dikirim",
  accepted: "terkirim",
  delivered: "sampai",
  read: "dibaca",
  failed: "gagal",
  superseded: "tidak jadi dikirim",
  expired: "kedaluwarsa",
  cancelled: "dibatalkan",
};

/** "jenjang 1 laporan 9100001", "pengingat 2 laporan 9100001", "jawaban" */
export function describeSubject({ kind, trackingId, step, occurrence }: Message): string {
  const numbers: Partial<Record<Message["kind"], number | null>> = {
    step,
    digest: step,
    reminder: occurrence,
  };
  const about = trackingId === null ? [] : [`laporan ${trackingId}`];
  return [kindNames[kind], ...[numbers[kind]].filter((number) => number !== undefined), ...about].join(" ");
}

const kindNames: Record<Message["kind"], string> = {
  step: "jenjang",
  reminder: "pengingat",
  digest: "ringkasan jenjang",
  moved: "kabar pindah OPD,",
  alarm: "peringatan untuk Kominfo",
  notice: "pemberitahuan",
  reply: "jawaban",
};

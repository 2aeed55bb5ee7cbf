import type { Message } from "../../outbox/contract.ts";
import type { CommandDesk } from "./words.ts";

/** What an operator should do about a failed message; null: nothing. */
export function describeWork({ outbox, escalations }: CommandDesk, row: Message): string | null {
  if (row.state !== "failed") return null;
  const other = outbox.replacementOf(row);
  if (other !== null) return `tidak perlu apa-apa: sudah dialihkan ke pesan ${other}`;
  const run = row.escalationId === null ? null : escalations.find(row.escalationId);
  if (run?.state === "ended") return "tidak perlu apa-apa: laporannya sudah ditindaklanjuti atau berakhir";
  const again = `siaga pesan kirim-ulang ${row.id}`;
  const close = `Menutupnya: siaga pesan batalkan ${row.id}.`;
  if (run === null || row.holderId === null) return `bila masih perlu: ${again}. ${close}`;
  const option = row.intended === "wa" ? "--wa NOMOR" : "--email ALAMAT";
  return `periksa alamatnya (siaga kontak ubah ${row.holderId} ${option}), lalu ${again}. ${close}`;
}

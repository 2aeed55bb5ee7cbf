import { openAddressBook } from "../../people/addresses/store.ts";
import { noNumberText, startedText, stoppedText } from "../../replies/answers.ts";
import { auditReply } from "./audit.ts";
import { redirect, reviewAfter, tellChange } from "./people-changed.ts";
import { type Answer, describePosts, type Room, type Talk } from "./talk.ts";

/** "STOP": that person's WhatsApp is off, email takes over (escalation.md section 6). */
export function stopWhatsApp(room: Room, talk: Talk): Answer {
  const numbers = numbersOf(talk);
  if (numbers.length === 0) return { outcome: "no_number", text: noNumberText };
  const addresses = openAddressBook(room.desk.sql);
  const stopped = numbers.filter((number) => addresses.stop("wa", number, talk.now));
  const hasEmail = talk.holders.every(({ email }) => email !== null);
  const answer = { outcome: "stopped", text: stoppedText(hasEmail) };
  if (stopped.length === 0) return answer;
  noteSwitch(room, talk, {
    action: "kontak.stop",
    before: { stoppedAt: null },
    after: { stoppedAt: talk.now },
  });
  for (const number of stopped)
    redirect(room, room.records.unsentTo(number), "WhatsApp dihentikan penerima (STOP)", talk.now);
  tellSwitch(room, talk, {
    what: "menghentikan pesan WhatsApp dari Siaga (balasan STOP)",
    next: hasEmail
      ? "Pemberitahuan selanjutnya dikirim lewat email."
      : "Tidak ada alamat emailnya, jadi ia tidak lagi dapat dihubungi. Mohon lengkapi: siaga kontak ubah",
  });
  return answer;
}

/** "MULAI": on again, for a number that DAFTAR had linked. */
export function startWhatsApp(room: Room, talk: Talk): Answer {
  const addresses = openAddressBook(room.desk.sql);
  const numbers = numbersOf(talk).filter((number) => addresses.isRegistered("wa", number));
  if (numbers.length === 0) return { outcome: "no_number", text: noNumberText };
  const started = numbers.filter((number) => addresses.resume("wa", number));
  const answer = { outcome: "started", text: startedText };
  if (started.length === 0) return answer;
  noteSwitch(room, talk, {
    action: "kontak.mulai",
    before: { isStopped: true },
    after: { isStopped: false },
  });
  for (const { id } of talk.holders) room.desk.alarms.clear(`address:wa:${id}`, talk.now);
  tellSwitch(room, talk, {
    what: "menerima lagi pesan WhatsApp dari Siaga (balasan MULAI)",
    next: "Tidak ada yang perlu dilakukan.",
  });
  return answer;
}

function numbersOf({ holders }: Talk): string[] {
  return [...new Set(holders.flatMap(({ wa }) => wa ?? []))];
}

function noteSwitch(
  room: Room,
  { holders, channel, now }: Talk,
  change: Parameters<typeof auditReply>[2],
): void {
  const { desk, office } = room;
  for (const holder of holders) auditReply(desk.sql, { office: office(), holder, channel }, change, now);
  reviewAfter(room, now);
}

function tellSwitch(room: Room, talk: Talk, { what, next }: { what: string; next: string }): void {
  const [holder] = talk.holders;
  const who = `${holder?.name ?? ""}, ${describePosts(room.office(), talk.holders)},`;
  tellChange(room, talk, {
    subject: `[SIAGA] WhatsApp ${holder?.name ?? ""}`,
    sentences: [`${who} ${what}.`, next],
  });
}

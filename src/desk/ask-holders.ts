import { localDate } from "../calendar/arithmetic.ts";
import type { Instant, LocalDate } from "../calendar/contract.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Office } from "../escalation/contract.ts";
import { describePost } from "../escalation/words.ts";
import type { NoticeView } from "../messages/contract.ts";
import type { Holder } from "../people/contract.ts";
import { currentHolders, isCurrent } from "../people/lookup.ts";
import { readHolders, updateHolder } from "../people/holders/store.ts";
import type { Desk } from "./desk.ts";

const halfYear = 182 * 86_400;
/** A few a day, so that the question never becomes a burst. */
const mostADay = 10;

/**
 * Every half year each holder is asked whether the post is still theirs (escalation.md section 8), a few a day. Counted from
 * the last answer or question, else from the day sending was switched on. Call it inside a transaction.
 */
export function askHolders(desk: Desk, office: Office, now: Instant): number {
  const calendar = calendarOf(office, null);
  if (!calendar || office.sendingSince === null) return 0;
  const since = office.sendingSince;
  const today = localDate(calendar, now);
  const rows = new Map(readHolders(desk.sql).map((row) => [row.id, row]));
  const due = [...office.people.holdersByPost.values()]
    .flat()
    .filter((holder) => isCurrent(holder, today))
    .flatMap((holder) => {
      const row = rows.get(holder.id);
      const way = findWay(holder, office);
      const last = Math.max(row?.confirmedAt ?? 0, row?.askedAt ?? 0, since);
      return row && way && now - last >= halfYear ? [{ holder, row, way }] : [];
    })
    .slice(0, mostADay);
  const kominfo = kominfoMailboxes(office, today);
  for (const { holder, row, way } of due) {
    ask(desk, office, { holder, way, kominfo }, now);
    updateHolder(desk.sql, { ...row, askedAt: now });
  }
  return due.length;
}

interface Way {
  readonly channel: "wa" | "email";
  readonly recipient: string;
}

/** null: nobody can ask, so silence means nothing; that such a holder cannot be reached is said elsewhere. */
function findWay({ wa, waUsable, email, emailUsable }: Holder, { doors }: Office): Way | null {
  if (wa !== null && waUsable && doors.wa) return { channel: "wa", recipient: wa };
  return email !== null && emailUsable && doors.email ? { channel: "email", recipient: email } : null;
}

/** Where one may write to Kominfo, whose mailbox is not the bot's. */
function kominfoMailboxes({ people }: Office, today: LocalDate): string[] {
  const { root } = people;
  const holders = root ? currentHolders(people, root.id, "kominfo", today) : [];
  return [...new Set(holders.flatMap(({ email }) => email ?? []))];
}

interface Question {
  readonly holder: Holder;
  readonly way: Way;
  readonly kominfo: readonly string[];
}

function ask(
  { outbox }: Desk,
  office: Office,
  { holder, way: { channel, recipient }, kominfo }: Question,
  now: Instant,
): void {
  const post = describePost(holder.post, office.people.units.get(holder.unitId) ?? null);
  const where = kominfo.length === 0 ? "" : ` (${kominfo.join(", ")})`;
  const view: NoticeView = {
    person: holder.name,
    subject: "[SIAGA] Konfirmasi jabatan",
    sentences: [
      `Menurut catatan kami, Bapak/Ibu memegang jabatan ${post}.`,
      channel === "wa"
        ? "Bila masih benar, mohon balas SIAP. Bila sudah berganti, mohon balas PINDAH."
        : `Mohon beri tahu Dinas Kominfo${where} apakah itu masih benar atau, bila sudah berganti, siapa penggantinya.`,
    ],
    items: [],
    thread: null,
  };
  outbox.enqueue(
    {
      key: `confirm/${holder.id}/${now}`,
      channel,
      intended: channel,
      recipient,
      holderId: holder.id,
      person: holder.name,
      kind: "notice",
      trackingId: null,
      escalationId: null,
      step: null,
      round: 0,
      occurrence: null,
      unitId: holder.unitId,
      post: holder.post,
      reason: "confirm",
      data: JSON.stringify(view),
      bundle: null,
      fallback: null,
      dueAt: now,
      notBefore: now,
    },
    now,
  );
}

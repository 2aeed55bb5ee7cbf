import { localDate } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Office } from "../escalation/contract.ts";
import { describePost } from "../escalation/words.ts";
import type { NoticeView } from "../messages/contract.ts";
import type { Holder } from "../people/contract.ts";
import { isCurrent } from "../people/lookup.ts";
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
  const { root } = office.people;
  const calendar = root?.calendar ? office.calendars.get(root.calendar) : undefined;
  if (!calendar || office.sendingSince === null) return 0;
  const since = office.sendingSince;
  const today = localDate(calendar, now);
  const rows = new Map(readHolders(desk.sql).map((row) => [row.id, row]));
  const due = [...office.people.holdersByPost.values()]
    .flat()
    .filter((holder) => isCurrent(holder, today))
    .flatMap((holder) => {
      const row = rows.get(holder.id);
      const last = Math.max(row?.confirmedAt ?? 0, row?.askedAt ?? 0, since);
      return row && now - last >= halfYear ? [{ holder, row }] : [];
    })
    .slice(0, mostADay);
  for (const { holder, row } of due) {
    ask(desk, office, holder, now);
    updateHolder(desk.sql, { ...row, askedAt: now });
  }
  return due.length;
}

function ask({ outbox }: Desk, office: Office, holder: Holder, now: Instant): void {
  const canWa = holder.wa !== null && holder.waUsable && office.doors.wa;
  const recipient = canWa ? holder.wa : holder.email;
  if (!recipient) return;
  const post = describePost(holder.post, office.people.units.get(holder.unitId) ?? null);
  const view: NoticeView = {
    person: holder.name,
    subject: "[SIAGA] Konfirmasi jabatan",
    sentences: [
      `Menurut catatan kami Bapak/Ibu memegang jabatan ${post}.`,
      canWa
        ? "Bila masih benar, mohon balas SIAP. Bila sudah berganti, mohon balas PINDAH."
        : "Bila sudah berganti, mohon beri tahu Dinas Kominfo.",
    ],
    items: [],
    thread: null,
  };
  const channel = canWa ? "wa" : "email";
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

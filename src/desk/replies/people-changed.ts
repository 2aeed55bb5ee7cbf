import type { Instant } from "../../calendar/contract.ts";
import type { Message } from "../../outbox/contract.ts";
import { writeToRoot } from "../tell-kominfo.ts";
import type { Room, Talk } from "./talk.ts";

/** People can be reached otherwise from now on: what waited for somebody is looked at again. */
export function reviewAfter({ desk, office, onPeopleChanged }: Room, now: Instant): void {
  onPeopleChanged();
  desk.clerk.reviewHeld("no_recipient", office(), now);
}

/** What has not left yet must not go there any more: the other channel takes it, or somebody else. */
export function redirect({ desk }: Room, rows: readonly Message[], note: string, now: Instant): void {
  for (const row of rows) {
    desk.outbox.settle(row, "superseded", { note });
    desk.aftermath.noteRefused(row, now, true);
  }
}

/** Kominfo hears what a holder changed, and what to do now. */
export function tellChange(
  { desk, office }: Room,
  talk: Pick<Talk, "key" | "now">,
  { subject, sentences }: { subject: string; sentences: readonly string[] },
): void {
  const view = { subject, sentences, items: [], thread: null };
  const letter = {
    key: `changed/${talk.key}`,
    post: "kominfo",
    channels: "wa>email",
    kind: "notice",
  } as const;
  writeToRoot(desk.outbox, office(), { ...letter, viewFor: () => view }, talk.now);
}

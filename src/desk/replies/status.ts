import { nothingOpen, statusText } from "../../replies/answers.ts";
import type { PlainCommand } from "../../replies/contract.ts";
import { mostListed } from "./ask-which.ts";
import { earliestDeadline, findOwnRuns, listOwnOpen, nameComplaint } from "./own.ts";
import type { Answer, Room, Talk } from "./talk.ts";

/** "STATUS": the sender's own open complaints and their deadlines, the nearest first. */
export function listStatus(room: Room, talk: Talk, { trackingIds }: PlainCommand): Answer {
  const open = listOwnOpen(room, talk);
  const wanted = trackingIds.length === 0 ? open : open.filter((id) => trackingIds.includes(id));
  if (wanted.length === 0) return { outcome: "status", text: nothingOpen };
  const lines = wanted
    .map((trackingId) => {
      const runs = findOwnRuns(room, talk, trackingId).filter(({ run }) => run.state !== "ended");
      return { trackingId, deadline: earliestDeadline(room.office(), runs) };
    })
    .toSorted((one, other) => (one.deadline?.at ?? Infinity) - (other.deadline?.at ?? Infinity));
  const items = lines.slice(0, mostListed).map(({ trackingId, deadline }) => {
    const isLate = deadline !== null && deadline.at < talk.now;
    const until = deadline === null ? "" : `, batas ${deadline.text}${isLate ? " (terlewat)" : ""}`;
    return `${nameComplaint(room, talk, trackingId)}${until}`;
  });
  return { outcome: "status", text: statusText(lines.length, items, lines.length - items.length) };
}

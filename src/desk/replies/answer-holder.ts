import { helpText, notUnderstood } from "../../replies/answers.ts";
import type { Command, PlainCommand, PlainKind } from "../../replies/contract.ts";
import { acknowledgeComplaints } from "./acknowledge.ts";
import { confirmPosts } from "./confirm.ts";
import { declineComplaints } from "./decline.ts";
import { leavePost } from "./leave.ts";
import { listStatus } from "./status.ts";
import { startWhatsApp, stopWhatsApp } from "./switch-whatsapp.ts";
import type { Answer, Room, Talk } from "./talk.ts";

/** What is not understood is answered once a day at most. */
const helpEvery = 86_400;

/** Carries out what a holder asks, by the table of escalation.md section 6. null: the bot did not understand it. */
export function answerHolder(
  room: Room,
  talk: Talk,
  command: Exclude<Command, { kind: "register" }> | null,
): Answer {
  if (command?.kind === "decline") return declineComplaints(room, talk, command);
  if (command) return answers[command.kind](room, talk, command);
  const isHelped = room.records.isHelpedSince(talk.address, talk.now - helpEvery);
  return isHelped ? silence("ignored") : { outcome: "not_understood", text: notUnderstood };
}

const answers: Record<PlainKind, (room: Room, talk: Talk, command: PlainCommand) => Answer> = {
  acknowledge: (room, talk, command) =>
    confirmPosts(room, talk, command) ?? acknowledgeComplaints(room, talk, command),
  status: listStatus,
  help: () => ({ outcome: "help", text: helpText }),
  leave: leavePost,
  stop: stopWhatsApp,
  start: startWhatsApp,
};

export function silence(outcome: string): Answer {
  return { outcome, text: null };
}

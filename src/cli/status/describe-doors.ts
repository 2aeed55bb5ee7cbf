import type { Instant } from "../../calendar/contract.ts";
import { describeConnection } from "../wa/words.ts";
import type { EmailDoor, WaDoor } from "./doors.ts";

/** How moments are written: "Sen 23 Nov 09.15". */
type Moment = (at: Instant) => string;

const wrong = "belum diketahui: ada pengaturan yang salah";

/** "+62811…, tersambung sejak Sen 23 Nov 07.32; terakhir diterima 09.05; 3 menunggu sampai 09.20: jeda antarpesan" */
export function describeWa(door: WaDoor, isRunning: boolean, at: Moment): string {
  if (door.isEnabled === null) return wrong;
  if (!door.isEnabled && door.number === null) return "mati (SIAGA_WA=baileys untuk menyalakan)";
  if (door.number === null) return withQueue([describeConnection("logged_out", door.code)], door, at);
  const since = door.linkedSince === null ? "" : `, dipakai sejak ${at(door.linkedSince)}`;
  const parts = [`${door.number}${since}`, describeState(door, isRunning, at)];
  if (door.lockedUntil !== null)
    parts.push(`percakapan baru dibatasi WhatsApp sampai ${at(door.lockedUntil)} (kode 463)`);
  return withQueue(parts, door, at);
}

export function describeEmail(door: EmailDoor, at: Moment): string {
  if (door.isEnabled === null) return wrong;
  const set = door.isEnabled ? "diatur (memeriksa: siaga email uji)" : "belum diatur (SIAGA_SMTP)";
  return withQueue([set], door, at);
}

function describeState({ isEnabled, state, since, code }: WaDoor, isRunning: boolean, at: Moment): string {
  if (!isEnabled) return "mati (SIAGA_WA=baileys untuk menyalakan)";
  if (!isRunning) return "menunggu bot dijalankan";
  return `${describeConnection(state, code)}${since === null ? "" : ` sejak ${at(since)}`}`;
}

function withQueue(parts: readonly string[], door: WaDoor | EmailDoor, at: Moment): string {
  const { lastAcceptedAt, waiting, nextAt, why } = door;
  const last = lastAcceptedAt === null ? [] : [`terakhir diterima ${at(lastAcceptedAt)}`];
  const until = nextAt === null ? "" : ` sampai ${at(nextAt)}`;
  const queue = waiting === 0 ? [] : [`${waiting} menunggu${until}${why === null ? "" : `: ${why}`}`];
  return [...parts, ...last, ...queue].join("; ");
}

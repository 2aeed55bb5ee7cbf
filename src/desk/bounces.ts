import { mkdir, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { type Bounce, isAddressAtFault, readBounces } from "../connections/smtp/bounce.ts";
import type { Message } from "../outbox/contract.ts";
import type { OutboxStore } from "../outbox/store.ts";
import type { openAftermath } from "./aftermath.ts";

export interface BouncesParts {
  readonly sql: Sql;
  readonly outbox: OutboxStore;
  readonly aftermath: ReturnType<typeof openAftermath>;
  readonly onFailed: (file: string, error: unknown) => void;
}

/** Whatever fetches the sender's mailbox may still be writing. */
const settleSeconds = 3;
const largest = 10_000_000;
const mostAtOnce = 100;

/** The folder in which the mails to the bot's own address arrive, one a file: what came back is looked up in the outbox. */
export function watchBounces(folder: string, { sql, outbox, aftermath, onFailed }: BouncesParts) {
  /** Files that could be neither read nor moved, and until when they are left alone. */
  const resting = new Map<string, Instant>();

  /** How many messages of ours this bounce is about. */
  function apply(bounce: Bounce, now: Instant): number {
    const isOurs = ({ state, recipient }: Message) =>
      state === "accepted" && bounce.recipients.includes(recipient.toLowerCase());
    const rows = outbox.byWire(bounce.messageId).filter(isOurs);
    const why = { note: `dikembalikan server email (${bounce.status})`, isOurs: !isAddressAtFault(bounce) };
    if (rows.length > 0) aftermath.noteBounced(rows, why, now);
    return rows.length;
  }

  const applyAll = sql.transaction((bounces: readonly Bounce[], now: Instant) =>
    bounces.reduce((sum, bounce) => sum + apply(bounce, now), 0),
  );

  /** A bounce has done its work and goes; every other mail is kept for people, beside. */
  async function take(name: string, now: Instant): Promise<number> {
    const file = join(folder, name);
    const { size, mtimeMs } = await stat(file);
    if (Math.abs(now - mtimeMs / 1000) < settleSeconds) return 0;
    const bounces = size > largest ? [] : readBounces(await readFile(file));
    const count = applyAll.immediate(bounces, now);
    if (bounces.length > 0) await unlink(file);
    else await setAside(folder, name);
    return count;
  }

  return {
    /** Reads what has arrived; returns how many messages of ours came back. */
    async read(now: Instant): Promise<number> {
      let count = 0;
      const names = (await list(folder)).filter((name) => (resting.get(name) ?? 0) <= now);
      for (const name of names.slice(0, mostAtOnce))
        try {
          count += await take(name, now);
        } catch (error) {
          resting.set(name, now + 3600);
          onFailed(name, error);
        }
      return count;
    },
  };
}

async function list(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".")).map(({ name }) => name);
  } catch {
    return []; // not there yet, or not today
  }
}

const aside = "lain";

async function setAside(folder: string, name: string): Promise<void> {
  await mkdir(join(folder, aside), { recursive: true });
  await rename(join(folder, name), join(folder, aside, name));
}

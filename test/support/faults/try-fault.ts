import { expect, type TestContext } from "vitest";
import { until as waitFor } from "../fake-whatsapp/rig.ts";
import { openTwoDoors, type TwoDoors, type TwoDoorsOptions } from "../two-doors.ts";
import { type Counts, sum } from "./result.ts";
import { countMessages, isEveryoneTold, sixComplaints } from "./six-messages.ts";

/** How often each fault is tried; each time another of the six messages meets it. */
export const times = Number(process.env["FAULTS"] ?? 1);

export interface Fault {
  readonly fault: string;
  /** The door through which the messages go. */
  readonly door: "wa" | "email";
  /** Why a message may leave twice; absent: none may. */
  readonly why?: string;
  readonly options?: () => TwoDoorsOptions;
  /** So many of the six at most are told before it strikes; absent: all but the last. */
  readonly mostBefore?: number;
  /** Some messages are told; the others are about to leave. */
  readonly strike: (pemda: TwoDoors) => void | Promise<void>;
  /** The others were tried. */
  readonly heal?: (pemda: TwoDoors) => void | Promise<void>;
  /** What the bot then says of itself in the log; absent: no error. */
  readonly logs?: RegExp;
  /** Proof that a message met the fault; absent: the line was lost, or the mail server's fault is spent. */
  readonly hasStruck?: (pemda: TwoDoors) => boolean;
}

/** Tries a fault `times` times, each on a Pemda of its own, and holds it to what it says. */
export async function tryOften(fault: Fault, { task }: TestContext): Promise<void> {
  const counts: Counts[] = [];
  for (let attempt = 0; attempt < times; attempt++)
    counts.push(await tryOnce(fault, attempt % ((fault.mostBefore ?? 5) + 1)));
  const result = { fault: fault.fault, tried: times, ...sum(counts), why: fault.why ?? null };
  task.meta.fault = result;
  expect(result).toMatchObject({ lost: 0, shownTwice: 0 });
  expect(result.sentTwice > 0).toBe(fault.why !== undefined);
}

async function tryOnce(fault: Fault, first: number): Promise<Counts> {
  const pemda = await openTwoDoors("2026-11-23T09:00", { isUnpaced: true, ...fault.options?.() });
  try {
    await pemda.kominfo((sql) => {
      sql.exec("update holders set email = 'dewi@contoh.example' where name = 'Dewi'");
      if (fault.door === "email") sql.exec("update addresses set stoppedAt = 1");
    });
    await pemda.learn(...sixComplaints.slice(0, first));
    let logins = 0;
    pemda.fake.on("login", () => logins++);
    await fault.strike(pemda);
    await pemda.learn(...sixComplaints.slice(first));
    await fault.heal?.(pemda);
    await letArrive(pemda);
    const hasStruck = () => (fault.door === "wa" ? logins > 0 : pemda.sink.faultsLeft === 0);
    await waitFor(() => fault.hasStruck?.(pemda) ?? hasStruck());
    checkLog(fault, pemda.errors);
    return countMessages(pemda);
  } finally {
    await pemda.close();
  }
}

function checkLog({ logs }: Fault, errors: readonly string[]): void {
  expect(errors.filter((line) => !logs?.test(line))).toEqual([]);
  expect(errors.length > 0).toBe(logs !== undefined);
}

/** Two days at most, the line being given the time that it needs to come back. */
async function letArrive(pemda: TwoDoors): Promise<void> {
  for (let minutes = 0; minutes < 2 * 24 * 60 && !isEveryoneTold(pemda); minutes += 10) {
    await waitFor(() => pemda.state() !== "down");
    await pemda.pass(10);
  }
  await pemda.pass(10); // and nothing more
}

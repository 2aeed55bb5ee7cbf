import type { Instant } from "../calendar/contract.ts";
import type { Channel, Content, Envelope, Message, Outcome } from "./contract.ts";
import { type Parcel, sortIntoParcels } from "./parcels.ts";
import type { Pace } from "./pace/contract.ts";
import { maxAttempts, retryWait } from "./retry.ts";
import type { OutboxStore } from "./store.ts";

/** What became of the words for some rows at the moment of sending. */
export interface Composed {
  readonly keep: readonly Message[];
  /** No longer wanted (answered, ended); or nobody is there any more to read it. */
  readonly drop: readonly { readonly row: Message; readonly note: string; readonly isLost: boolean }[];
  /** Its window is closed now. */
  readonly wait: readonly { readonly row: Message; readonly until: Instant }[];
  readonly content: Content | null;
}

export interface PostRoom {
  readonly store: OutboxStore;
  readonly channel: Channel;
  /** Runs its argument as one write transaction. */
  readonly atomically: <T>(work: () => T) => T;
  /** Reads the present state once more and writes the words. */
  readonly compose: (rows: readonly Message[], now: Instant) => Composed;
  /** Only alarms leave while time cannot be trusted. */
  readonly isUrgentOnly: () => boolean;
  readonly pace: Pace;
  readonly onTold: (rows: readonly Message[], at: Instant) => void;
  /** Refused for good, or nobody there any more. `isOurs`: the address is not to blame. */
  readonly onRefused: (row: Message, at: Instant, isOurs: boolean) => void;
  readonly onPoison: (error: unknown) => void;
  /** Whether the other side answered at all. */
  readonly onReach: (isUp: boolean) => void;
  readonly clock: { now(): Instant; elapsedMs(): number };
  readonly random: () => number;
}

interface Claimed {
  readonly rows: readonly Message[];
  readonly envelope: Envelope;
}

const readSize = 200;
const markGroup = 50;
const markMs = 20;
const poisonWait = 3600;

/**
 * Sends what is due through one channel. Claimed rows are marked "sending" and committed before anything leaves; marks of
 * what came of it are grouped, so that a crash repeats few, under the same ids. Returns how many parcels were handed over.
 */
export async function postDue(room: PostRoom): Promise<number> {
  const claimed = room.atomically(() => claim(room));
  const marks = new Marks(room);
  const queue = claimed[Symbol.iterator]();
  const line = new Line();
  const work = async () => {
    for (const { rows, envelope } of queue) {
      const outcome = line.isDown ? restOfBatch : await sendSafely(room, envelope);
      line.note(outcome);
      marks.add(rows, outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(room.channel.concurrency, claimed.length) }, work));
  marks.flush();
  if (line.wasUsed) room.onReach(!line.isDown);
  return claimed.length;
}

const restOfBatch: Outcome = { kind: "unavailable", reason: "saluran sedang terganggu" };
const mostLost = 3;

/** What one batch shows of the way out: a server that says nothing to several messages in a row says nothing to the rest. */
class Line {
  isDown = false;
  wasUsed = false;
  private lost = 0;

  note(outcome: Outcome): void {
    this.wasUsed = true;
    this.lost = outcome.kind === "temporary" && outcome.isUncertain ? this.lost + 1 : 0;
    this.isDown ||= outcome.kind === "unavailable" || this.lost >= mostLost;
  }
}

/** A fault of our own counts as "maybe sent": the message goes out again, the others are not held up. */
async function sendSafely(room: PostRoom, envelope: Envelope): Promise<Outcome> {
  try {
    return await room.channel.send(envelope, room.clock.now());
  } catch (error) {
    room.onPoison(error);
    return { kind: "temporary", reason: "kesalahan di dalam Siaga", isUncertain: true };
  }
}

function claim(room: PostRoom): Claimed[] {
  const now = room.clock.now();
  // marks that could not be written the last time: nothing else of this channel is under way now
  room.store.recoverChannel(room.channel.name, now);
  if (room.pace.openAt(now) > now) return [];
  const claimed: Claimed[] = [];
  const due = room.store.due(room.channel.name, now, readSize);
  const rows = room.isUrgentOnly() ? due.filter(({ kind }) => kind === "alarm") : due;
  for (const parcel of sortIntoParcels(withWholeBundles(room, rows, now))) {
    const one = claimParcel(room, parcel, now);
    if (one) claimed.push(one);
    if (claimed.length === room.pace.batch) break;
  }
  return claimed;
}

/** A digest is one message however many lines it has, also where they are more than were read. */
function withWholeBundles(room: PostRoom, rows: readonly Message[], now: Instant): readonly Message[] {
  if (rows.length < readSize) return rows;
  const rowsById = new Map(rows.map((row) => [row.id, row]));
  for (const row of rows)
    if (row.bundle !== null) for (const other of room.store.ofBundle(row, now)) rowsById.set(other.id, other);
  return [...rowsById.values()];
}

function claimParcel(room: PostRoom, parcel: Parcel, now: Instant): Claimed | null {
  const { rows, content } = rewrite(room, parcel, now);
  const [carrier] = rows;
  if (!carrier) return null;
  // Who wrote first waits for the answer.
  const rest = carrier.kind === "reply" ? null : room.pace.restOf(carrier.recipient, now);
  if (rest) {
    for (const row of rows) room.store.postpone(row, rest.at, rest.why);
    return null;
  }
  const envelope = seal(room, { parcel, carrier, content }, now);
  if (!envelope) return null;
  room.store.markSending(rows, envelope.wireId);
  room.pace.take(now);
  return { rows, envelope };
}

/** The words of today for those rows that are still wanted. What a crash cut off may have arrived: it goes out as it was. */
function rewrite(
  room: PostRoom,
  { rows }: Parcel,
  now: Instant,
): { rows: readonly Message[]; content: Content | null } {
  if (rows[0]?.note === "terputus") return { rows, content: null };
  const { keep, drop, wait, content } = composeSafely(room, rows, now);
  for (const { row, until } of wait) room.store.postpone(row, until, "menunggu jam kirim");
  for (const { row, note, isLost } of drop) {
    room.store.settle(row, "superseded", { note });
    if (isLost) room.onRefused(row, now, true);
  }
  return { rows: keep, content };
}

/** Words that cannot be written must not stop the other messages, nor the other lines: they come back in an hour. */
function composeSafely(room: PostRoom, rows: readonly Message[], now: Instant): Composed {
  try {
    return room.compose(rows, now);
  } catch (error) {
    const [only, ...others] = rows;
    if (only && others.length === 0) {
      room.onPoison(error);
      room.store.postpone(only, now + poisonWait, "isi pesan gagal disusun");
      return nothing;
    }
    const sound = rows.filter((row) => composeSafely(room, [row], now) !== nothing);
    return sound.length === 0 ? nothing : room.compose(sound, now);
  }
}

const nothing: Composed = { keep: [], drop: [], wait: [], content: null };

interface Sealing {
  readonly parcel: Parcel;
  readonly carrier: Message;
  readonly content: Content | null;
}

/** The same envelope as before if it may already have left, else a new one with the words of today. */
function seal(
  { channel, store }: PostRoom,
  { parcel, carrier, content }: Sealing,
  now: Instant,
): Envelope | null {
  const wireId = parcel.wireId ?? channel.wireId(carrier.key);
  const head = { wireId, recipient: carrier.recipient, person: carrier.person, attempt: carrier.attempts };
  const kept = store.envelope(wireId);
  if (kept) return { ...head, ...kept };
  if (!content) return null;
  const fresh = { content, bytes: channel.prepare(wireId, carrier.recipient, content) };
  store.keepEnvelope(wireId, carrier, fresh, now);
  return { ...head, ...fresh };
}

/** Collects outcomes and writes them down in groups. */
class Marks {
  private waiting: { rows: readonly Message[]; outcome: Outcome; at: Instant }[] = [];
  private since = 0;
  private readonly room: PostRoom;

  constructor(room: PostRoom) {
    this.room = room;
  }

  add(rows: readonly Message[], outcome: Outcome): void {
    if (this.waiting.length === 0) this.since = this.room.clock.elapsedMs();
    this.waiting.push({ rows, outcome, at: this.room.clock.now() });
    if (this.waiting.length >= markGroup || this.room.clock.elapsedMs() - this.since >= markMs) this.flush();
  }

  flush(): void {
    const { waiting, room } = this;
    if (waiting.length === 0) return;
    this.waiting = [];
    room.atomically(() => {
      for (const { rows, outcome, at } of waiting) record(room, rows, outcome, at);
    });
  }
}

function record(room: PostRoom, rows: readonly Message[], outcome: Outcome, at: Instant): void {
  const { store } = room;
  switch (outcome.kind) {
    case "accepted":
      for (const row of rows) store.settle(row, "accepted", { acceptedAt: at });
      room.onTold(rows, at);
      return;
    case "permanent":
      for (const row of rows) fail(room, row, outcome, at);
      return;
    case "unavailable":
      for (const row of rows) store.putBack(row, at + 60, outcome.reason);
      store.tearUp(rows);
      return;
    case "temporary":
      for (const row of rows) retry(room, row, outcome, at);
      if (!outcome.isUncertain) store.tearUp(rows);
  }
}

function retry(room: PostRoom, row: Message, outcome: Outcome & { kind: "temporary" }, at: Instant): void {
  const attempt = row.attempts + 1;
  if (attempt >= maxAttempts) {
    fail(room, row, { reason: `${outcome.reason} (${attempt} kali dicoba)`, isOurs: true }, at);
    return;
  }
  const wait = Math.max(outcome.retryAfter ?? 0, retryWait(attempt, room.random()));
  room.store.settle(row, "pending", { note: outcome.reason, notBefore: at + wait });
}

interface Failure {
  readonly reason: string;
  readonly isOurs?: boolean;
}

function fail(room: PostRoom, row: Message, { reason, isOurs = false }: Failure, at: Instant): void {
  room.store.settle(row, "failed", { note: reason });
  room.onRefused(row, at, isOurs);
}

import type { Instant } from "../calendar/contract.ts";
import type { Content, Envelope, Message } from "./contract.ts";
import { failAll } from "./marks.ts";
import { type Parcel, sortIntoParcels } from "./parcels.ts";
import type { Compose, Composed, PostRoom } from "./post-room.ts";
import { cutOff } from "./store.ts";
import { mostDue } from "./waiting/store.ts";

export interface Claimed {
  readonly rows: readonly Message[];
  readonly envelope: Envelope;
}

const poisonWait = 3600;

/** A room with the words of this moment. */
interface Writing extends PostRoom {
  readonly compose: Compose;
}

/** Takes what may leave now, at most so many parcels, and marks it "sending". Call it inside a transaction. */
export function claim(place: PostRoom, most: number): Claimed[] {
  if (!place.isOpen()) return [];
  const now = place.clock.now();
  const rows = dueRows(place, now);
  if (rows.length === 0) return [];
  const room = { ...place, compose: place.composer() };
  const claimed: Claimed[] = [];
  for (const parcel of sortIntoParcels(rows, (row) => hasWaited(room, row, now))) {
    const one = claimParcel(room, parcel, now);
    if (one) claimed.push(one);
    if (claimed.length === most) break;
  }
  return claimed;
}

function hasWaited({ pace }: PostRoom, row: Message, now: Instant): boolean {
  return pace.joinAfter !== null && (row.note !== null || now - row.notBefore >= pace.joinAfter);
}

/** Where the channel rests now and then, answers and alarms go first, and alone while it does. */
function dueRows(room: PostRoom, now: Instant): readonly Message[] {
  const { channel, store, pace } = room;
  if (room.isUrgentOnly()) return store.urgent(channel.name, now).filter(({ kind }) => kind === "alarm");
  const urgent = pace.joinAfter === null ? [] : store.urgent(channel.name, now);
  if (pace.rest(now)) return urgent;
  const rows = withWholeParcels(room, store.due(channel.name, now), now);
  const isUrgent = new Set(urgent.map(({ id }) => id));
  return [...urgent, ...rows.filter(({ id }) => !isUrgent.has(id))];
}

/** When something may leave through this room; null: nothing waits. */
export function nextPostAt({ channel, store, pace }: PostRoom, now: Instant): Instant | null {
  const next = store.nextAt(channel.name);
  const rest = next === null ? null : pace.rest(now);
  if (next === null || !rest) return next;
  return Math.min(store.nextUrgentAt(channel.name) ?? Infinity, Math.max(next, rest.at));
}

/** What is one message, or was one when it may have left, is taken whole, also where its rows are more than were read. */
function withWholeParcels({ store }: PostRoom, rows: readonly Message[], now: Instant): readonly Message[] {
  if (rows.length < mostDue) return rows;
  const rowsById = new Map(rows.map((row) => [row.id, row]));
  const add = (others: readonly Message[]) => others.forEach((row) => rowsById.set(row.id, row));
  const oneOfEach = new Map(rows.map((row) => [`${row.recipient} ${row.bundle}`, row]));
  for (const row of oneOfEach.values()) if (row.bundle !== null) add(store.ofBundle(row, now));
  for (const wireId of new Set([...rowsById.values()].map((row) => row.wireId)))
    if (wireId !== null) add(store.byWire(wireId).filter(({ state }) => state === "pending"));
  return [...rowsById.values()];
}

function claimParcel(room: Writing, parcel: Parcel, now: Instant): Claimed | null {
  if (isArrived(room, parcel)) return null;
  const [first] = parcel.rows;
  const rest = first ? room.pace.restOf(first, now) : null;
  if (rest) {
    if (rest.isHopeless) failAll(room, parcel.rows, { reason: rest.why, isOurs: true }, now);
    else for (const row of parcel.rows) room.store.postpone(row, rest.at, rest.why);
    return null;
  }
  const { rows, content } = rewrite(room, parcel, now);
  const [carrier] = rows;
  if (!carrier) return null;
  const envelope = seal(room, { parcel, carrier, content }, now);
  if (!envelope) return null;
  room.store.markSending(rows, envelope.wireId);
  room.pace.take(carrier, now);
  return { rows, envelope };
}

/** A receipt came for what nobody had acknowledged: it is there, and does not leave again. */
function isArrived({ store, onTold }: PostRoom, { rows }: Parcel): boolean {
  const at = rows[0]?.deliveredAt ?? null;
  if (at === null) return false;
  for (const row of rows) store.accept(row, at);
  onTold(rows, at);
  return true;
}

/**
 * The words of today for those rows that are still wanted. What a crash cut off may have arrived: it goes out as it was, unless its
 * words had to be forgotten meanwhile.
 */
function rewrite(
  room: Writing,
  { rows, wireId }: Parcel,
  now: Instant,
): { rows: readonly Message[]; content: Content | null } {
  const isKept = () => wireId !== null && room.store.envelope(wireId) !== null;
  if (rows[0]?.note === cutOff && isKept()) return { rows, content: null };
  const { keep, drop, wait, content } = composeSafely(room, rows, now);
  for (const { row, until } of wait) room.store.postpone(row, until, "menunggu jam kirim");
  for (const { row, note, isLost } of drop) {
    room.store.settle(row, "superseded", { note });
    if (isLost) room.onRefused(row, now, true);
  }
  return { rows: keep, content };
}

/** Words that cannot be written must not stop the other messages, nor the other lines: they come back in an hour. */
function composeSafely(room: Writing, rows: readonly Message[], now: Instant): Composed {
  try {
    return room.compose(rows, now);
  } catch (error) {
    const isSound = (row: Message) => composeSafely(room, [row], now) !== nothing;
    const sound = rows.length === 1 ? rows : rows.filter(isSound);
    if (sound.length < rows.length) return composeSafely(room, sound, now);
    room.onPoison(error);
    for (const row of rows) room.store.postpone(row, now + poisonWait, "isi pesan gagal disusun");
    return nothing;
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
  const bytes = channel.prepare(wireId, carrier.recipient, content);
  // bytes hold all that goes over the wire; the longest of the words need not be kept a second time
  const fresh = { content: bytes === null ? content : { ...content, html: null }, bytes };
  store.keepEnvelope(wireId, carrier, fresh, now);
  return { ...head, ...fresh };
}

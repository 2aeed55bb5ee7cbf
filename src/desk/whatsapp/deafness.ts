import { secondOfDay } from "../../calendar/arithmetic.ts";
import type { Instant, Zone } from "../../calendar/contract.ts";
import type { SendResult } from "../../connections/whatsapp/types.ts";

// A session may be open, answer its pings, and yet neither take nor bring messages, for days. Only a message shows it.

/** Seconds without a word from WhatsApp on any message. */
const longSilence = 6 * 3600;
/** Messages, or questions about their numbers, in a row to which WhatsApp says nothing. */
const mostUnanswered = 2;
/** Probes in a row that failed, each on a socket of its own: no passing fault. */
const mostFailures = 2;
const [morning, evening] = [7 * 3600, 20 * 3600];

export interface DeafnessParts {
  readonly now: () => Instant;
  readonly zone: () => Zone | null;
  readonly isOpen: () => boolean;
  /** When WhatsApp last answered to a message, or let the bot in. */
  readonly heardAt: () => Instant;
  /** Sends a message to the bot's own number; whether WhatsApp acknowledges it. */
  readonly probe: () => Promise<boolean>;
  /** Begins anew with a fresh socket. */
  readonly restart: () => void;
  readonly onChange: (isDeaf: boolean) => void;
}

/** Finds out that a connection that looks open is deaf, and begins anew until it is not. */
export function watchDeafness(parts: DeafnessParts) {
  let unanswered = 0;
  let failures = 0;
  let isLooking = false;
  let isTold = false;
  const isDeaf = () => failures >= mostFailures;

  function isDue(): boolean {
    if (failures > 0 || unanswered >= mostUnanswered) return true;
    return parts.now() - parts.heardAt() >= longSilence && isDay(parts.zone(), parts.now());
  }

  async function probe(): Promise<void> {
    unanswered = 0;
    failures = (await parts.probe()) ? 0 : failures + 1;
    if (failures > 0) parts.restart();
  }

  /** Where it cannot be told, as with a full disk, the next look tells it. */
  function tell(): void {
    if (isTold === isDeaf()) return;
    parts.onChange(isDeaf());
    isTold = isDeaf();
  }

  return {
    isDeaf,
    noteSent({ kind }: SendResult): void {
      if (kind === "timeout" || kind === "failed") unanswered++;
      if (kind === "ack" || kind === "refused") unanswered = 0;
    },
    /** To be called now and then. Rejects where `onChange` throws. */
    async look(): Promise<void> {
      if (isLooking || !parts.isOpen()) return;
      isLooking = true;
      try {
        if (isDue()) await probe();
        tell();
      } finally {
        isLooking = false;
      }
    },
  };
}

/** Nobody's phone is to show a probe at night. */
function isDay(zone: Zone | null, now: Instant): boolean {
  const second = zone === null ? morning : secondOfDay({ zone }, now);
  return second >= morning && second < evening;
}

export const deafAlarm = {
  cause: "wa:deaf",
  text: "WhatsApp tampak tersambung tetapi tidak menanggapi pesan bot. Sambungan diulang dengan sendirinya, dan pesan menunggu atau lewat email. Bila berlanjut: hentikan bot, lalu siaga wa putuskan dan siaga wa tautkan.",
};

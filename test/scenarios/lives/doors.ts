import type { Channel, Envelope, Outcome } from "../../../src/outbox/contract.ts";

/** What a door does with what it is handed. "cut": it takes (or loses) one message, and the bot dies before it hears so. */
export type Mood = "ok" | "temporary" | "unavailable" | "permanent" | "cut after" | "cut before";

export interface Handed {
  readonly wireId: string;
  readonly recipient: string;
  readonly at: number;
  readonly isAccepted: boolean;
}

interface DoorParts {
  readonly name: "wa" | "email";
  /** Called while the message is at the door, before the bot hears what became of it. */
  readonly onHanded: (handed: Handed) => void;
  readonly onCut: () => void;
}

export type Door = ReturnType<typeof openDoor>;

/** A channel in memory. Whoever is in `refused` has no such address. */
export function openDoor({ name, onHanded, onCut }: DoorParts) {
  const refused = new Set<string>();
  let mood: Mood = "ok";

  function outcomeOf(recipient: string): Outcome {
    if (mood === "permanent" || refused.has(recipient)) return { kind: "permanent", reason: "tidak ada" };
    if (mood === "temporary") return { kind: "temporary", reason: "sibuk" };
    if (mood === "unavailable") return { kind: "unavailable", reason: "putus" };
    return { kind: "accepted" };
  }

  const channel: Channel = {
    name,
    concurrency: name === "wa" ? 1 : 4,
    wireId: (key) => `${name} ${key}`,
    prepare: () => null,
    async send({ wireId, recipient }: Envelope, at): Promise<Outcome> {
      const isCut = mood === "cut after" || mood === "cut before";
      const outcome = outcomeOf(recipient);
      const isAccepted = outcome.kind === "accepted" && mood !== "cut before";
      onHanded({ wireId, recipient, at, isAccepted });
      if (!isCut) return outcome;
      mood = "ok";
      onCut();
      return new Promise(() => {});
    },
  };
  return {
    channel,
    refused,
    get mood(): Mood {
      return mood;
    },
    set(next: Mood): void {
      mood = next;
    },
  };
}

/** What an official asks of the bot. `trackingIds`: the complaints that the text names, in order, each once. */
export type Command = RegisterCommand | DeclineCommand | PlainCommand;

export interface RegisterCommand {
  readonly kind: "register";
  /** As typed, without spaces and punctuation. */
  readonly code: string;
}

/** BUKAN WEWENANG */
export interface DeclineCommand {
  readonly kind: "decline";
  readonly trackingIds: readonly string[];
  /** As typed, on one line; not yet scrubbed. null: none was given. */
  readonly reason: string | null;
}

export interface PlainCommand {
  readonly kind: PlainKind;
  readonly trackingIds: readonly string[];
}

/** SIAP, STATUS, BANTUAN, PINDAH, STOP, MULAI */
export type PlainKind = "acknowledge" | "status" | "help" | "leave" | "stop" | "start";

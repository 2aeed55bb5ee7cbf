const levels = ["debug", "log", "info", "warn", "error"] as const;

type Speak = (...words: unknown[]) => void;

const filters = new WeakSet<Speak>();

/**
 * Drops whatever libsignal writes to the console, and nothing else: it prints whole sessions with their private keys.
 * Has no setting there, so it is known by its caller's file. May be called often.
 */
export function keepLibsignalQuiet(): void {
  const target: Console = console;
  for (const level of levels) {
    const speak: Speak = target[level];
    if (filters.has(speak)) continue;
    const filter: Speak = (...words) => {
      if (!isCallerLibsignal()) speak.apply(target, words);
    };
    filters.add(filter);
    target[level] = filter;
  }
}

/** Frames: this function, the filter, its caller. */
function isCallerLibsignal(): boolean {
  const caller = new Error("stack").stack?.split("\n    at ")[3] ?? "";
  return /[\\/]libsignal[\\/]/u.test(caller);
}

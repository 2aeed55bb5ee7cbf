export interface Gathering {
  /** So many are handed over together, at most. */
  readonly most: number;
  /** So long the first of them waits for others, at most. */
  readonly patienceMs: number;
  readonly elapsedMs: () => number;
}

/**
 * Gathers what arrives while more keeps arriving, and hands it over together: one that comes alone waits for one turn of the
 * event loop. `handle` gives an answer to each, in order, and does not throw.
 */
export function gather<Item, Answer>(
  handle: (items: readonly Item[]) => readonly Answer[],
  { most, patienceMs, elapsedMs }: Gathering,
) {
  const waiting: { readonly item: Item; readonly answer: (answer: Answer) => void }[] = [];

  function waitForMore(count: number, until: number): void {
    setImmediate(() => {
      const isGrowing = waiting.length > count && waiting.length < most && elapsedMs() < until;
      if (isGrowing) waitForMore(waiting.length, until);
      else hand();
    });
  }

  function hand(): void {
    const group = waiting.splice(0, most);
    if (waiting.length > 0) setImmediate(hand);
    const answers = handle(group.map(({ item }) => item));
    for (const [index, { answer }] of group.entries()) answer(answers[index] as Answer);
  }

  return (item: Item): Promise<Answer> =>
    new Promise((answer) => {
      waiting.push({ item, answer });
      if (waiting.length === 1) waitForMore(0, elapsedMs() + patienceMs);
    });
}

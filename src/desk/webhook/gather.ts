/**
 * Gathers what arrives within one turn of the event loop, `most` at a time, and hands it over together. `handle` gives an
 * answer to each, in order, and does not throw.
 */
export function gather<Item, Answer>(handle: (items: readonly Item[]) => readonly Answer[], most: number) {
  const waiting: { readonly item: Item; readonly answer: (answer: Answer) => void }[] = [];

  function hand(): void {
    const group = waiting.splice(0, most);
    if (waiting.length > 0) setImmediate(hand);
    const answers = handle(group.map(({ item }) => item));
    for (const [index, { answer }] of group.entries()) answer(answers[index] as Answer);
  }

  return (item: Item): Promise<Answer> =>
    new Promise((answer) => {
      waiting.push({ item, answer });
      if (waiting.length === 1) setImmediate(hand);
    });
}

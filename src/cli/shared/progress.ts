/** One line that grows, on a terminal only, so that logs and pipes stay clean. */
export function showProgress(verb: string, noun: string) {
  const isTerminal = process.stderr.isTTY;
  let shown = -1;
  return {
    update: (done: number, total: number, count: number): void => {
      const percent = total > 0 ? Math.floor((100 * done) / total) : 100;
      // thousands of events a second: only what the eye can see
      if (!isTerminal || percent === shown) return;
      shown = percent;
      process.stderr.write(`\r${verb}… ${percent} % (${count.toLocaleString("id-ID")} ${noun})`);
    },
    end: (): void => {
      if (shown >= 0) process.stderr.write("\n");
    },
  };
}

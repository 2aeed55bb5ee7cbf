/** One line that grows, on a terminal only, so that logs and pipes stay clean. */
export function showProgress(verb: string, noun: string) {
  const isTerminal = process.stderr.isTTY;
  let isShown = false;
  return {
    update: (done: number, total: number, count: number): void => {
      if (!isTerminal) return;
      isShown = true;
      const percent = total > 0 ? Math.floor((100 * done) / total) : 100;
      process.stderr.write(`\r${verb}… ${percent} % (${count.toLocaleString("id-ID")} ${noun})`);
    },
    end: (): void => {
      if (isShown) process.stderr.write("\n");
    },
  };
}

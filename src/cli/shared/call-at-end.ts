const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs it when the process ends, also by Ctrl+C or a closed terminal. Returns how to call it off. */
export function callAtEnd(run: () => void): () => void {
  const stop = (signal: NodeJS.Signals) => {
    run();
    forget();
    process.kill(process.pid, signal);
  };
  const forget = () => {
    process.off("exit", run);
    for (const signal of signals) process.off(signal, stop);
  };
  process.on("exit", run);
  for (const signal of signals) process.on(signal, stop);
  return forget;
}

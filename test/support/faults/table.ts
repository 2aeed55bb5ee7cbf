import Table from "cli-table3";
import type { Reporter, TestModule } from "vitest/node";
import type { FaultResult } from "./result.ts";

/** Prints what the faults did, once all were tried. */
export default class FaultTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const results = modules.flatMap(({ children }) =>
      [...children.allTests()].map((test) => test.meta().fault).filter((fault) => fault !== undefined),
    );
    console.log(drawTable(results));
  }
}

function drawTable(results: readonly FaultResult[]): string {
  const table = new Table({
    head: ["fault", "tried", "messages", "lost", "sent twice", "shown twice", "why twice"],
    colWidths: [46, 7, 10, 6, 12, 13, 48],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { fault, tried, messages, lost, sentTwice, shownTwice, why } of results)
    table.push([fault, tried, messages, lost, sentTwice, shownTwice, why ?? ""]);
  return table.toString();
}

import { printLine } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";

/** What the operator should look at again, as wide as a page. */
export function warn(sentence: string): void {
  for (const line of wrap(sentence, "Perhatian: ")) printLine(line);
}

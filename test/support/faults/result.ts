/** What a fault did to messages, over all times that it was tried. */
export interface FaultResult {
  readonly fault: string;
  readonly tried: number;
  readonly messages: number;
  /** Nobody could read them. */
  readonly lost: number;
  /** Left whole more than once. */
  readonly sentTwice: number;
  /** Stand twice before their reader's eyes. */
  readonly shownTwice: number;
  /** Why no protocol can prevent the second sending; null: it must not happen. */
  readonly why: string | null;
}

declare module "vitest" {
  interface TaskMeta {
    fault?: FaultResult;
  }
}

export type Counts = Pick<FaultResult, "messages" | "lost" | "sentTwice" | "shownTwice">;

export function sum(counts: readonly Counts[]): Counts {
  const total = (name: keyof Counts) => counts.reduce((so, each) => so + each[name], 0);
  return {
    messages: total("messages"),
    lost: total("lost"),
    sentTwice: total("sentTwice"),
    shownTwice: total("shownTwice"),
  };
}

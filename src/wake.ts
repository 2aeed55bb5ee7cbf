/** Sleeps until rung, or until a look each tick says that it is time. */
export class Wake {
  isStopped = false;
  private resolve: (() => void) | null = null;
  private isRung = false;

  ring(): void {
    this.isRung = true;
    this.resolve?.();
  }

  stop(): void {
    this.isStopped = true;
    this.ring();
  }

  async wait(isTime: () => boolean | Promise<boolean>, everyMs: number): Promise<void> {
    while (!this.isRung && !this.isStopped && !(await isTime())) await this.sleep(everyMs);
    this.isRung = false;
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.resolve = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

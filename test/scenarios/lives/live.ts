import { join } from "node:path";
import { pino } from "pino";
import type { Db } from "../../../db/open.ts";
import { type Bot, createBot } from "../../../src/bot.ts";
import { createEvents } from "../../../src/events.ts";
import { home } from "../../../src/paths.ts";
import { at } from "../../support/story.ts";
import { act, beginRules } from "./deeds.ts";
import { type Handed, openDoor } from "./doors.ts";
import type { Life } from "./life.ts";
import { openFast, type openBooks } from "./pemda.ts";
import { openRest } from "./rest.ts";
import { type Event, makeTimetable, nextMorning } from "./timetable.ts";
import type { Recount, Trace } from "./trace.ts";
import { openWatch } from "./watch.ts";

/** Seconds between turns that nobody asked for, over and over; none: the bot turns at its due moments only. */
export type Rhythm = readonly number[];

/** How long is waited for what still comes after the last happening. */
const tail = 16 * 86_400;
const trialBefore = 14 * 86_400;
const mostTurns = 400;

/** Leads one life with a real bot on a book of its own, and keeps what was seen of it. */
export async function live(
  life: Life,
  books: ReturnType<typeof openBooks>,
  rhythm: Rhythm = [],
): Promise<Trace> {
  const db = books.open();
  const kominfo = openFast(db.path);
  try {
    return await new Lead(life, { db, kominfo, folder: books.folder }, rhythm).run();
  } finally {
    kominfo.close();
    books.forget(db);
  }
}

interface Stage {
  readonly db: Db;
  /** The book as another process has it open. */
  readonly kominfo: Db;
  readonly folder: string;
}

/** The bot, the time that leaps, and what happens to them. */
class Lead {
  private now: number;
  private bot: Bot | null = null;
  private die: () => void = () => undefined;
  private morning: number;
  private extra = Infinity;
  private extras = 0;
  private readonly errors: string[] = [];
  private readonly unrest: string[] = [];
  private readonly recounts: Recount[] = [];
  private readonly returned = new Map<number, number>();
  private readonly starts = new Set<number>();
  private readonly watch: ReturnType<typeof openWatch>;
  private readonly findUnrest: ReturnType<typeof openRest>;
  private readonly doors: Trace["doors"];
  private readonly life: Life;
  private readonly stage: Stage;
  private readonly rhythm: Rhythm;

  constructor(life: Life, stage: Stage, rhythm: Rhythm) {
    this.life = life;
    this.stage = stage;
    this.rhythm = rhythm;
    this.now = at(life.begin);
    this.morning = nextMorning(this.now);
    this.watch = openWatch(stage.db.sql);
    this.findUnrest = openRest(stage.db);
    const onHanded = (handed: Handed) => this.watch.onHanded(handed);
    const onCut = () => this.die();
    this.doors = {
      wa: openDoor({ name: "wa", onHanded, onCut }),
      email: openDoor({ name: "email", onHanded, onCut }),
    };
    this.restExtra();
  }

  async run(): Promise<Trace> {
    this.prepareBook();
    this.start();
    await this.settle();
    for (const { at: moment, event } of makeTimetable(this.life)) {
      await this.goTo(moment);
      this.happen(event);
      this.watch.forgetWorld();
      await this.settle();
    }
    if (!this.bot) this.start();
    await this.settle();
    await this.goTo(this.now + tail);
    await this.settle();
    const { life, errors, unrest, recounts, returned, starts, doors } = this;
    return { life, errors, unrest, recounts, returned, starts, doors, end: this.now, ...this.watch.seen() };
  }

  private prepareBook(): void {
    const { db, kominfo } = this.stage;
    db.sql
      .prepare("insert into settings (key, value) values ('sendingSince', ?)")
      .run(this.now - trialBefore);
    if (!this.life.hasKominfo) db.sql.exec("update holders set email = null where post = 'kominfo'");
    beginRules(kominfo, this.life.rules, this.now);
  }

  private start(): void {
    this.starts.add(this.now);
    const log = pino(
      { level: "error", base: null },
      { write: (line: string) => void this.errors.push(line) },
    );
    this.bot = createBot({
      db: this.stage.db,
      clock: { now: () => this.now, elapsedMs: () => this.now * 1000 },
      random: () => 0.5,
      events: createEvents(log),
      inFolder: join(this.stage.folder, "masuk"),
      templates: join(home, "templates"),
      channels: [this.doors.wa.channel, this.doors.email.channel],
    });
    this.bot.start();
  }

  private happen(event: Event): void {
    if (event.do === "outage") {
      this.bot?.beat();
      this.bot = null;
    } else if (event.do === "restart") {
      if (!this.bot) this.start();
    } else if (event.do === "door heals") this.doors[event.door].set("ok");
    else {
      const { bot, doors, now, recounts, returned } = this;
      act(event, { db: this.stage.kominfo, bot, doors, now, recounts, returned });
    }
  }

  /** One turn; a bot that dies in it is started again at once. */
  private async turn(bot: Bot): Promise<void> {
    const death = new Promise<"died">((resolve) => {
      this.die = () => resolve("died");
    });
    if ((await Promise.race([bot.turn(), death])) === "died") {
      // What the other door had under way comes to its end first; the dead bot waits for ever.
      for (let ticks = 0; ticks < 2; ticks++) await new Promise((resolve) => setImmediate(resolve));
      this.watch.noteDeath();
      this.watch.afterTurn();
      this.start();
    }
    this.watch.afterTurn();
  }

  private async settle(): Promise<void> {
    for (let turns = 0; turns < mostTurns; turns++) {
      if (!this.bot) return;
      await this.turn(this.bot);
      const next = this.bot.nextWakeAt();
      if (next !== null && next <= this.now) continue;
      const { now, watch } = this;
      this.unrest.push(...this.findUnrest({ now, ruleVersion: watch.ruleVersion, ...watch.whereWeAre() }));
      return;
    }
    throw new Error("the bot never came to rest");
  }

  /** Lets time pass, waking the bot at each of its due moments, each morning, and whenever the rhythm says. */
  private async goTo(goal: number): Promise<void> {
    for (;;) {
      const wake = this.bot?.nextWakeAt() ?? Infinity;
      const next = Math.min(wake, this.morning, this.extra);
      if (next >= goal) break;
      this.now = Math.max(this.now, next);
      if (this.now >= this.extra) this.restExtra();
      if (this.now >= this.morning) {
        this.morning = nextMorning(this.now);
        this.bot?.lookOver();
      }
      await this.settle();
    }
    this.now = Math.max(this.now, goal);
  }

  private restExtra(): void {
    const wait = this.rhythm[this.extras++ % Math.max(1, this.rhythm.length)];
    this.extra = wait === undefined ? Infinity : this.now + wait;
  }
}

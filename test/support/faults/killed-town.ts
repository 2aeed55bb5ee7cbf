import { type Db, openDb } from "../../../db/open.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { emptyCounts } from "../../../src/desk/intake.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import { Installation } from "../bot-process.ts";
import type { Account } from "../fake-whatsapp/account.ts";
import type { Phone } from "../fake-whatsapp/phone.ts";
import { openLinkedRig, startFake } from "../fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../fake-whatsapp/server.ts";
import { type MailSink, openMailSink } from "../mail-sink.ts";
import type { Counts } from "./result.ts";

/** How many admins get every message by email; Budi gets it by WhatsApp too. */
const team = 6;

/** A Pemda whose bot is the real program, to be killed. Each complaint is one WhatsApp message and six emails. */
export class KilledTown {
  readonly bot: Installation;
  readonly fake: FakeWhatsApp;
  readonly sink: MailSink;
  readonly account: Account;
  readonly budi: Phone;
  book: Db;
  #next = 9_300_000;

  static async open(): Promise<KilledTown> {
    const fake = await startFake();
    const account = fake.addAccount("6281100000001", "900000000000001");
    const budi = fake.addPhone("6281200000002", "900000000000002");
    const sink = await openMailSink();
    const bot = new Installation({
      SIAGA_SMTP: sink.url,
      SIAGA_EMAIL_DARI: "siaga@contoh.example",
      SIAGA_WA: "baileys",
      SIAGA_WA_URL: fake.url,
    });
    bot.siaga("konfig", "impor", bot.write("pemda.yaml", pemda), "--ya");
    const book = openDb(bot.dbPath);
    const rig = await openLinkedRig(fake, account, { db: book });
    await rig.wa.close();
    const town = new KilledTown({ bot, fake, sink, account, budi, book });
    town.setPace({ gap: [0, 0] });
    book.sql.exec(`
      insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000002', 1);
      update waAuth set value = json_set(value, '$.accountSyncCounter', 1) where type = 'creds';
    `);
    bot.siaga("kirim", "nyalakan");
    await bot.start();
    return town;
  }

  private constructor(parts: Pick<KilledTown, "bot" | "fake" | "sink" | "account" | "budi" | "book">) {
    ({
      bot: this.bot,
      fake: this.fake,
      sink: this.sink,
      account: this.account,
      budi: this.budi,
      book: this.book,
    } = parts);
  }

  /** What LAPOR! says now, of so many new complaints; returns their ids. */
  readonly learn = (complaints = 1): string[] => {
    const now = Math.floor(Date.now() / 1000);
    const ids = Array.from({ length: complaints }, () => String(this.#next++));
    const updates = ids.map((trackingId) => ({
      trackingId,
      title: "Jalan berlubang",
      statusRaw: "Belum Ditindaklanjuti",
      opdExternalId: "90001",
      opdName: "Dinas PUPR",
      isSecret: false,
      isAnonymous: false,
      reportedAt: now,
      disposedAt: now,
    }));
    const desk = openCommandDesk(this.book);
    const counts = emptyCounts();
    this.book.sql
      .transaction(() => {
        desk.intake.receive(updates, { source: "manual", asOf: now }, counts, now);
        desk.intake.finish(counts, now);
      })
      .immediate();
    return ids;
  };

  /** The messages of these complaints. */
  readonly rows = (ids: readonly string[]): Message[] =>
    this.book.sql
      .prepare<[string], Message>(
        "select * from outbox where kind = 'step' and trackingId in (select value from json_each(?)) order by id",
      )
      .all(JSON.stringify(ids));

  /** One value from the book. */
  ask(query: string): unknown {
    return this.book.sql.prepare(query).pluck().get();
  }

  /** Another file stands in the place of the book. */
  reopen(): void {
    this.book = openDb(this.bot.dbPath);
  }

  /** In which states they are, each once, as "channel state". */
  states(ids: readonly string[]): string[] {
    return [...new Set(this.rows(ids).map(({ channel, state }) => `${channel} ${state}`))].toSorted((a, b) =>
      a < b ? -1 : 1,
    );
  }

  /** Waits until all of them are there and in this state. */
  async untilAll(ids: readonly string[], isSo: (row: Message) => boolean): Promise<void> {
    await this.bot.waitFor(() => {
      const rows = this.rows(ids);
      return rows.length === ids.length * (team + 1) && rows.every(isSo);
    }, 40);
  }

  /** Waits until nothing waits to leave, of these complaints or others. */
  async untilRest(): Promise<void> {
    const waiting = "select count(*) from outbox where state in ('pending', 'sending')";
    await this.bot.waitFor(() => this.ask(waiting) === 0, 60);
  }

  setPace(pace: object): void {
    const all = { recipientGap: 0, perDay: 10_000, recipientPerDay: 10_000, ...pace };
    this.book.sql
      .prepare("insert into settings values ('pace.wa', ?) on conflict do update set value = excluded.value")
      .run(JSON.stringify(all));
  }

  /** As their readers and the wires saw them. The same message in other words, or other bytes, is not the same. */
  count(ids: readonly string[]): Counts {
    const counts = { messages: 0, lost: 0, sentTwice: 0, shownTwice: 0 };
    for (const row of this.rows(ids)) {
      const { sent, shown } = row.channel === "wa" ? this.#onWhatsApp(row) : this.#byEmail(row);
      counts.messages++;
      if (shown.size === 0) counts.lost++;
      if (sent > 1) counts.sentTwice++;
      if (shown.size > 1) counts.shownTwice++;
    }
    return counts;
  }

  async close(): Promise<void> {
    this.book.close();
    await this.bot.remove();
    await this.sink.close();
    await this.fake.close();
  }

  #onWhatsApp({ wireId, trackingId }: Message): Copies {
    const sent = this.fake.log.filter(({ tag, attrs }) => tag === "message" && attrs["id"] === wireId);
    const read = this.budi.inbox
      .filter(({ message }) => message?.extendedTextMessage?.text?.includes(trackingId ?? "") === true)
      .map(({ id, message }) => `${id} ${JSON.stringify(message)}`);
    return { sent: sent.length, shown: new Set(read) };
  }

  #byEmail({ recipient, trackingId }: Message): Copies {
    const mails = this.sink.mails.filter(({ to, raw }) => to === recipient && raw.includes(trackingId ?? ""));
    return { sent: mails.length, shown: new Set(mails.map(({ raw }) => raw.toString())) };
  }
}

/** How often a message left, and which different ones its reader has. */
interface Copies {
  readonly sent: number;
  readonly shown: ReadonlySet<string>;
}

const admins = Array.from({ length: team }, (_, n) =>
  n === 0
    ? `  - { unit: PUPR, post: admin, name: Budi, wa: "+6281200000002", email: admin0@contoh.example }`
    : `  - { unit: PUPR, post: admin, name: Admin ${n}, email: admin${n}@contoh.example }`,
);

const pemda = `
units:
  - { code: PEMDA, name: Pemerintah Kabupaten Contoh, zone: WITA }
  - { code: PUPR, name: Dinas PUPR, externalId: "90001", parent: PEMDA }
posts:
  - { unit: PEMDA, post: kominfo }
  - { unit: PUPR, post: admin }
holders:
  - { unit: PEMDA, post: kominfo, name: Kominfo, email: kominfo@contoh.example }
${admins.join("\n")}
rules:
  - name: Segera
    order: 1
    active: true
    clock: response
    match: {}
    limit: 5 hari kerja
    gap: 1 hari kerja
    reopen: false
    steps:
      - { after: 0 menit, post: admin, channels: wa+email, window: selalu }
`;

import type { Bot } from "./bot.ts";
import type { EarlyFault } from "./connections/webhook/contract.ts";
import { serveWebhook } from "./connections/webhook/server.ts";
import { openWebhookSource, type WebhookSettings } from "./desk/webhook-source.ts";
import type { Refusal } from "./sources/webhook/refusal.ts";

export interface WebhookOptions extends WebhookSettings {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Complaints were taken: the bot has something to look at. */
  readonly onNews?: () => void;
}

export type Webhook = Awaited<ReturnType<typeof openWebhook>>;

const tidyEveryMs = 5000;

const earlyFaults: Readonly<Record<EarlyFault, Refusal>> = {
  size: { reason: "size", status: 413, words: "Terlalu besar: paling banyak 64 KiB." },
  type: {
    reason: "type",
    status: 415,
    field: "Content-Type",
    words: "harus application/json, tanpa Content-Encoding",
  },
  slow: { reason: "slow", status: 408, words: "Terlalu lama. Ulangi." },
  malformed: { reason: "malformed", status: 400, words: "Permintaan rusak atau terputus." },
};

/** Gives the bot's webhook an address. Rejects when the address cannot be listened on. */
export async function openWebhook(bot: Bot, { host, port, onNews, ...settings }: WebhookOptions) {
  const source = openWebhookSource({
    ...settings,
    ...bot.clock,
    ...bot.desk,
    zone: bot.zone,
    sync: () => void bot.hasNews(),
    isTimeRight: () => !bot.hasTimeJumped(),
    fire: () => bot.fireDue(),
    onNews: onNews ?? (() => {}),
    onTaken: bot.events.webhookTaken,
    onRefused: bot.events.webhookRefused,
    onFailed: bot.events.webhookFailed,
  });
  const server = await serveWebhook({
    host,
    port,
    receive: source.receive,
    refuse: (fault) => source.refuse(earlyFaults[fault]),
  });
  const timer = setInterval(source.tidy, tidyEveryMs);
  return {
    /** Where complaints are posted: the address and "/laporan". */
    url: `${server.url}/laporan`,
    /** Answers what it has begun with, takes nothing new. */
    async close(): Promise<void> {
      clearInterval(timer);
      source.close();
      await server.close();
      source.tidy();
    },
  };
}

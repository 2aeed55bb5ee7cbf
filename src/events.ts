import type { Logger } from "pino";
import type { Tally } from "./outbox/tally.ts";
import type { ImportResult } from "./desk/import-file.ts";

export type Events = ReturnType<typeof createEvents>;

/** One function per business event, so that the log says the same thing in the same words. Never a name, number or title. */
export function createEvents(log: Logger) {
  return {
    started: (fields: { recovered: number; expired: number; downSeconds: number | null }) =>
      log.info(fields, "bot mulai"),
    stopped: () => log.info("bot berhenti"),
    imported: (file: string, { refused, unknownUnits, ...counts }: ImportResult) =>
      log.info(
        { file, ...counts, refused: refused.length, unknownUnits: unknownUnits.length },
        "ekspor diimpor",
      ),
    importFailed: (file: string, reason: string) => log.warn({ file, reason }, "ekspor ditolak"),
    polled: (fields: { read: number; misshapen: number; requests: number }) =>
      log.info(fields, "API LAPOR! dibaca"),
    pollFailed: (reason: string, waitSeconds: number) =>
      log.warn({ reason, waitSeconds }, "API LAPOR! tidak terbaca"),
    pollBroken: (error: unknown) => log.error({ error: describe(error) }, "pembacaan API LAPOR! gagal"),
    webhookOpened: (address: string) => log.info({ address }, "webhook menerima laporan"),
    webhookTaken: (fields: { taken: number; repeated: number }) =>
      log.info(fields, "webhook menyimpan laporan"),
    webhookRefused: (reasons: Readonly<Record<string, number>>) =>
      log.warn({ reasons }, "webhook menolak permintaan"),
    webhookFailed: (error: unknown) =>
      log.error({ error: describe(error) }, "webhook tidak dapat menyimpan laporan"),
    bounceFailed: (file: string, error: unknown) =>
      log.warn(
        { file, error: describe(error) },
        "email yang kembali tidak terbaca; dicoba lagi dalam satu jam",
      ),
    judged: (escalations: number) => log.info({ escalations }, "eskalasi diperiksa"),
    handedOver: (channel: string, { parcels, ...fates }: Tally) =>
      log.info({ channel, messages: parcels, ...fates }, describeRound({ parcels, ...fates })),
    doorTurned: (channel: string, isUp: boolean) =>
      log.warn(
        { channel },
        isUp
          ? "saluran dapat dipakai lagi"
          : "saluran tidak dapat dipakai; pesannya menunggu dan dicoba lagi. Sebabnya: siaga status",
      ),
    alarmed: (causes: number) => log.warn({ causes }, "Kominfo diberi tahu"),
    replied: (outcome: string) => log.info({ outcome }, "balasan diproses"),
    replyFailed: (error: unknown) => log.error({ error: describe(error) }, "balasan tidak dapat diproses"),
    orderChanged: () => log.info("aturan, orang, atau kalender berubah"),
    judgeFailed: (escalationId: number, error: unknown) =>
      log.error(
        { escalationId, error: describe(error) },
        "eskalasi tidak dapat diputuskan; dicoba lagi dalam satu jam",
      ),
    templateBroken: (error: unknown) =>
      log.error({ error: describe(error) }, "naskah pesan rusak; kata-kata lama tetap dipakai"),
    lookOverFailed: (error: unknown) =>
      log.error({ error: describe(error) }, "pemeriksaan pagi gagal; diulang besok"),
    roundFailed: (error: unknown) =>
      log.error({ error: describe(error) }, "pekerjaan tiap menit gagal; diulang menit berikutnya"),
    turnFailed: (error: unknown) => log.error({ error: describe(error) }, "giliran gagal"),
    channelFailed: (channel: string, error: unknown) =>
      log.error({ channel, error: describe(error) }, "saluran gagal; dicoba lagi dalam satu menit"),
  };
}

/** What was tried is not what was taken. */
function describeRound({ parcels, accepted }: Tally): string {
  if (accepted === parcels) return "pesan diserahkan";
  return accepted === 0 ? "tidak ada pesan yang diterima" : "sebagian pesan diserahkan";
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

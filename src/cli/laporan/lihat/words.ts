import type { Complaint } from "../../../complaints/contract.ts";
import type { Message } from "../../../outbox/contract.ts";
import type { Clock, Step, StepChannels } from "../../../rules/contract.ts";
import type { RunLife, Unstarted } from "./contract.ts";

export const clockNames: Record<Clock, string> = {
  verification: "Verifikasi",
  response: "Tindak lanjut",
  completion: "Penyelesaian",
};

/** What a clock waits for, after "bila sampai saat itu". */
export const stillOpen: Record<Clock, string> = {
  verification: "belum diteruskan ke OPD",
  response: "belum ditindaklanjuti",
  completion: "belum selesai",
};

const channelNames = { wa: "WhatsApp", email: "email" } as const;

export function channelName(channel: Message["intended"]): string {
  return channelNames[channel];
}

/** "email dan WhatsApp"; "WhatsApp, atau email bila WhatsApp tidak bisa" */
export function describeChannels(channels: StepChannels): string {
  const [first = "wa", second] = channels.split(/[>+]/u) as ("wa" | "email")[];
  if (!second) return channelNames[first];
  if (channels.includes("+")) return `${channelNames[first]} dan ${channelNames[second]}`;
  return `${channelNames[first]}, atau ${channelNames[second]} bila ${channelNames[first]} tidak bisa`;
}

/** "pukul 07.00-20.00"; nothing for a step that may tell at any time. */
export function describeWindow({ window, windowText, deliver }: Step): string {
  if (deliver === "digest") return "dalam ringkasan hari kerja pukul 08.00";
  if (window.kind === "always") return "kapan saja";
  return window.kind === "officeTime" ? "pada jam kerja" : `pukul ${windowText}`;
}

/** Where a source stands in the history. */
export function sourceName(source: string): string {
  return sourceNames[source] ?? source;
}

const sourceNames: Record<string, string> = {
  file: "ekspor LAPOR!",
  lapor: "API LAPOR!",
  webhook: "webhook",
  manual: "isian tangan",
};

/** How a run ended. */
export function describeEnd(clock: Clock, reason: string | null): string {
  if (reason === "answered") return answered[clock];
  return endNames[reason ?? ""] ?? reason ?? "berakhir";
}

const answered: Record<Clock, string> = {
  verification: "sudah diteruskan ke OPD",
  response: "sudah ditindaklanjuti",
  completion: "sudah ditindaklanjuti",
};

const endNames: Record<string, string> = {
  complaint_ended: "laporan sudah berakhir di LAPOR!",
  moved: "dialihkan ke OPD lain",
  backlog: "termasuk tunggakan",
};

/** Why a clock never ran. */
export function describeUnstarted({ clock, why }: Unstarted, complaint: Complaint): string {
  const { trackingId, classification } = complaint;
  if (why === "backlog") return `tunggakan. Memulainya: siaga laporan lanjutkan ${trackingId}`;
  const unclassified =
    why === "no_rule" && classification === null ? "; klasifikasi belum disebut sumber" : "";
  return (unstartedNames[why] ?? describeEnd(clock, why)) + unclassified;
}

const unstartedNames: Record<string, string> = {
  historic: "laporan sudah berakhir ketika pertama dilihat",
  no_unit: "menunggu laporan diteruskan ke OPD yang dikenal",
  no_rule: "tidak ada aturan aktif yang cocok (siaga aturan daftar)",
  not_yet: "belum dimulai; dihitung pada perubahan berikutnya",
};

/** Why a moment is not told. */
export function describeUncounted({ facts, missingYear }: Pick<RunLife, "facts" | "missingYear">): string {
  if (!facts) return "belum dapat dihitung: zona waktu Pemda belum dipilih";
  return `belum dapat dihitung: hari libur tahun ${missingYear ?? "yang diperlukan"} belum ada (siaga kalender impor)`;
}

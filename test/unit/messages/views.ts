import { join } from "node:path";
import type { AlarmView, ComplaintView, DigestView, StepView } from "../../../src/messages/contract.ts";
import { openWriter } from "../../../src/messages/writer.ts";

export const templatesFolder = join(import.meta.dirname, "../../../templates");
export const writer = openWriter(templatesFolder);
export const channels = ["wa", "email"] as const;

export function complaint(over: Partial<ComplaintView> = {}): ComplaintView {
  return {
    trackingId: "9100001",
    isSecret: false,
    title: "Jalan berlubang di Handil Bakti",
    category: "Infrastruktur",
    unitName: "Dinas Pekerjaan Umum",
    locationName: "Kec. Alalak",
    reportedOn: "16 Nov 2026",
    ageDays: 3,
    waitsSince: null,
    deadline: "Sen, 23 Nov 2026, 15.00 WITA",
    lateDays: null,
    clockName: "tindak lanjut",
    url: "https://www.lapor.go.id/pengaduan/9100001",
    ...over,
  };
}

export function step(over: Partial<StepView> = {}): StepView {
  return {
    kind: "step",
    person: "Siti Aminah",
    post: "Admin Dinas Pekerjaan Umum",
    role: "answers",
    occurrence: 0,
    unreachable: null,
    toldBefore: null,
    complaint: complaint(),
    ...over,
  };
}

export function digest(
  complaints: readonly Partial<ComplaintView>[],
  over: Partial<DigestView> = {},
): DigestView {
  return {
    person: "H. Ahmad",
    post: "Bupati Contoh",
    date: "Senin, 23 November 2026",
    lines: complaints.map((fields) => ({ complaint: complaint(fields), unreachable: null, told: null })),
    ...over,
  };
}

export function alarm(over: Partial<AlarmView> = {}): AlarmView {
  return {
    person: "Rina",
    causes: [
      { text: "Dinas Perhubungan belum mempunyai kontak kepala.", since: "Sen, 23 Nov 2026, 08.00 WITA" },
    ],
    cleared: [],
    ...over,
  };
}

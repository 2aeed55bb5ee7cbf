/** What a LAPOR! server knows of one complaint; times are its own local time, "d-m-Y H:i:s". */
export interface FakeComplaint {
  readonly id: string;
  title: string;
  statusName: string;
  disposition: { readonly id: number; readonly name: string } | null;
  createdAt: string;
  isSecret: boolean;
  followUps: FakeFollowUp[];
  /** Changes of status, the oldest first. */
  logs: { readonly from: string; readonly to: string; readonly date: string }[];
}

export interface FakeFollowUp {
  readonly at: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly template: string | null;
}

/** Part of everything that must never leave the reader: whoever finds it in a book, a log or a message found a leak. */
export const trap = "JEBAKAN-PELAPOR";

export function fakeComplaint(id: string, changes: Partial<FakeComplaint> = {}): FakeComplaint {
  return {
    id,
    title: "Jalan berlubang di Handil Bakti",
    statusName: "Belum Ditindaklanjuti",
    disposition: { id: 90001, name: "Dinas PUPR Kab. Contoh" },
    createdAt: "23-11-2026 07:00:00",
    isSecret: false,
    followUps: [disposition("23-11-2026 08:00:00", "Pemerintah Kabupaten Contoh", "Dinas PUPR Kab. Contoh")],
    logs: [],
    ...changes,
  };
}

export function disposition(at: string, from: string, to: string): FakeFollowUp {
  return { at, from, to, template: "disposition" };
}

export function reply(at: string, from: string | null): FakeFollowUp {
  return { at, from, to: null, template: from === null ? null : "reply" };
}

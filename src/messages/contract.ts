/** One complaint as messages may show it: already scrubbed, already in words. Never the body, never the reporter. */
export interface ComplaintView {
  readonly trackingId: string;
  /** Only the id, the deadline and "buka LAPOR!" may be said. */
  readonly isSecret: boolean;
  readonly title: string | null;
  readonly category: string | null;
  readonly unitName: string | null;
  /** Kecamatan. */
  readonly locationName: string | null;
  /** When it came in at LAPOR!, such as "16 Nov 2026"; null: not known. */
  readonly reportedOn: string | null;
  /** Whole working days since the clock started. */
  readonly ageDays: number;
  /** What its clock started with and when, such as "diteruskan ke OPD 22 Nov 2026"; null: it is the day of `reportedOn`. */
  readonly waitsSince: string | null;
  /** Such as "Sen, 23 Nov 2026, 15.00 WITA"; null where it cannot be counted. */
  readonly deadline: string | null;
  /** Whole working days past the deadline; null: not late. 0: late since today. */
  readonly lateDays: number | null;
  /** What is timed: "verifikasi", "tindak lanjut" or "penyelesaian". */
  readonly clockName: string;
  /** Where those who may read the rest can; null: not known. */
  readonly url: string | null;
}

/** What the reader's own part is: the one who answers, the head of the office, whoever stands above. */
export type ReaderRole = "answers" | "leads" | "oversees";

/** A message about one complaint to one person. */
export interface StepView {
  readonly kind: "step" | "reminder";
  readonly person: string;
  /** Such as "Kepala Dinas Perhubungan". */
  readonly post: string;
  readonly role: ReaderRole;
  /** 1 for the first reminder. */
  readonly occurrence: number;
  /** The post below that could not be told, such as "Kepala Dinas Perhubungan"; never say that it was silent. */
  readonly unreachable: string | null;
  /** Who was told before, such as "Admin Dinas Perhubungan, Jum, 20 Nov 2026, 10.15 WITA"; null at the first step. */
  readonly toldBefore: string | null;
  readonly complaint: ComplaintView;
}

export interface DigestLine {
  readonly complaint: ComplaintView;
  readonly unreachable: string | null;
  /** Whose turn it was, such as "Kepala diberi tahu 19 Nov 09.05, diterima admin 16 Nov 10.15"; null: nobody's before. */
  readonly told: string | null;
}

/** One summary for one person: the Bupati acts on one glance. */
export interface DigestView {
  readonly person: string;
  readonly post: string;
  /** What is asked of the reader; absent: "oversees". */
  readonly role?: ReaderRole;
  /** Such as "Senin, 23 November 2026". */
  readonly date: string;
  readonly lines: readonly DigestLine[];
}

/** What Kominfo must mend: one or several causes. */
export interface AlarmView {
  readonly person: string;
  readonly causes: readonly { readonly text: string; readonly since: string }[];
  readonly cleared: readonly string[];
}

/** A short letter in sentences: a complaint that went elsewhere, a request to confirm a post, what happened while the bot was off. */
export interface NoticeView {
  readonly person: string;
  readonly subject: string;
  readonly sentences: readonly string[];
  /** Lines of a list below them. */
  readonly items: readonly string[];
  /** The tracking id it is about; null: none. */
  readonly thread: string | null;
}

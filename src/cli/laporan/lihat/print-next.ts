import { formatInstant } from "../../../calendar/format.ts";
import type { Audience } from "../../../escalation/audience.ts";
import { describePost } from "../../../escalation/words.ts";
import type { Life, Next, RunLife } from "./contract.ts";
import { describeHold } from "./describe-event.ts";
import { describeSpan, type Place, shortMoment } from "./moments.ts";
import { describeReckoning } from "./describe-reckoning.ts";
import { channelName, describeEnd, stillOpen } from "./words.ts";

/** What happens next of this run, when, to whom and why then; or why nothing does. */
export function describeNext(life: Life, run: RunLife, place: Place): string[] {
  const { next } = run;
  if (next.kind === "none") return [`tidak ada: ${whyNothing(run, next.why)}`];
  const when = formatInstant(run.calendar, next.at);
  if (next.kind === "settle") return describeSettling(run, next, when);
  const post = describePost(run.rule.steps[next.step - 1]?.post ?? "", run.unit);
  const what = next.kind === "reminder" ? `pengingat ${next.occurrence} untuk` : `jenjang ${next.step},`;
  return [
    `${when}: ${what} ${post}, bila sampai saat itu ${stillOpen[run.rule.clock]}`,
    ...describeReasons(run, next, place),
    describeAudience(next.audience, run, life.isTrial),
    ...describeConditions(life, run, { at: next.at, place }),
  ];
}

function describeSettling(run: RunLife, { step }: Next & { kind: "settle" }, when: string): string[] {
  const above = run.rule.steps[step];
  const onward = above
    ? `${describePost(above.post, run.unit)} diberi tahu sesudah jeda antarjenjang`
    : "Kominfo diperingatkan, karena tidak ada jenjang di atasnya";
  return [
    `${when}: bila sampai saat itu jenjang ${step} tetap tanpa kontak, jenjang itu dilewati dan ${onward}`,
    "begitu kontaknya tersedia, jenjang itu langsung dijalankan pada jendela waktunya",
  ];
}

function describeReasons(run: RunLife, next: Next, place: Place): string[] {
  if (next.kind === "step" && next.reckoning)
    return describeReckoning(run, place, { number: next.step, reckoning: next.reckoning });
  if (next.kind !== "reminder") return [];
  const isMoved = next.at !== next.span.to;
  const span = describeSpan(place, next.span, { since: "pesan sebelumnya terkirim", isPart: isMoved });
  return [span, ...(isMoved ? [`digeser ke ${shortMoment(place, next.at)} menurut jendela waktunya`] : [])];
}

function describeAudience(audience: Audience | null, { unit }: RunLife, isTrial: boolean): string {
  if (!audience) return "diberi tahu: belum ada OPD sampai ke Pemda yang memiliki jabatan ini";
  if (audience.reaches.length === 0)
    return `diberi tahu: belum ada yang dapat dihubungi; periksa: siaga periksa --siapa ${(audience.unit ?? unit).code}`;
  const people = Map.groupBy(audience.reaches, ({ holder }) => holder.id)
    .values()
    .map((reaches) => {
      const channels = reaches.map(({ channel }) => channelName(channel)).join(" dan ");
      return `${reaches[0]?.holder.name ?? ""} (${channels})`;
    });
  const how = isTrial ? "uji coba, hanya ditulis ke folder" : "diberi tahu";
  return `${how}: ${[...people].join(", ")}`;
}

interface Moment {
  readonly at: number;
  readonly place: Place;
}

/** What must be so for it to happen then. */
function describeConditions({ now, isRunning }: Life, { facts }: RunLife, { at, place }: Moment): string[] {
  const freshUntil = facts?.freshUntil ?? null;
  const isStaleThen = freshUntil !== null && freshUntil < at;
  return [
    ...(isStaleThen
      ? [
          `hanya bila ekspor LAPOR! diimpor lagi; data yang ada berlaku sampai ${shortMoment(place, freshUntil)}`,
        ]
      : []),
    ...(at <= now && !isRunning ? ["sudah jatuh tempo, tetapi bot tidak berjalan (npm start)"] : []),
  ];
}

function whyNothing(life: RunLife, why: string): string {
  const { run, steps } = life;
  if (run.state === "ended") return describeEnd(run.clock, why);
  if (why === "postponed") return "laporan ditunda di LAPOR!; waktu yang tertunda ditambahkan sesudahnya";
  if (why === "all_fired") return "semua jenjang sudah dijalankan; batas waktunya tetap berjalan";
  if (why === "awaiting")
    return `menunggu pesan jenjang ${run.nextStep - 1} diterima; ${run.nextStep > steps.length ? "sesudah itu semua jenjang selesai" : "jenjang berikutnya dihitung dari situ"}`;
  return describeHold({ reason: why, step: run.nextStep }, life);
}

import { setTimeout as sleep } from "node:timers/promises";
import { isoWithOffset } from "../../../src/calendar/format.ts";
import { detailAnswer, followUpsAnswer, listAnswer } from "../../../test/support/fake-lapor/answers.ts";
import {
  disposition,
  type FakeComplaint,
  fakeComplaint,
  reply,
} from "../../../test/support/fake-lapor/complaint.ts";
import type { LaporFault } from "../../../test/support/fake-lapor/faults.ts";
import { type FakeLapor, openFakeLapor } from "../../../test/support/fake-lapor/server.ts";
import { connectFake, useFakeLapor } from "../../../test/support/fake-lapor/settings.ts";
import { openStory, type Story } from "../../../test/support/story.ts";
import { bookFaults } from "../book.ts";
import type { Chance } from "../chance.ts";
import type { Door, Fault, Place } from "../contract.ts";
import { mutateText, mutateTree, oddity } from "../mutate.ts";
import { findLeaks } from "../secrets.ts";

const wita = { zone: "Asia/Makassar" } as const;
const odd = "9100001";
const plain = "9100002";
const root = "Pemerintah Kabupaten Contoh";
const offices = ["Dinas PUPR Kab. Contoh", "Dinas Lingkungan Hidup Kab. Contoh"];

/** Answers of the API over HTTP: one complaint's are wrong, the other's must be read all the same. */
export const laporDoor: Door = {
  name: "lapor",
  async open(): Promise<Place> {
    const fake = await openFakeLapor({ perPage: 3 });
    const story = openStory({ begin: "2026-11-23T09:00", connectLapor: connectFake(fake, 300) });
    useFakeLapor(story.db.sql, fake, { listPath: "/complaints", budget: 10_000 });
    return {
      async tryOne(chance) {
        story.leapTo(isoWithOffset(wita, story.now() + 60).slice(0, 16));
        fake.heal();
        const wrong = putComplaints(fake, chance);
        fake.fail(...faultByChance(wrong, fake, chance));
        const before = rowOf(story, odd);
        await pollUntilRead(story);
        const after = rowOf(story, odd);
        const isRead = after?.confirmedAt === story.now();
        const isTouched = JSON.stringify(before) !== JSON.stringify(after);
        const faults: Fault[] = [
          ...(isReadNow(story, plain) ? [] : [{ trouble: "lost" as const, what: `${plain} was not read` }]),
          ...(isTouched && !isRead
            ? [{ trouble: "half done" as const, what: JSON.stringify([before, after]) }]
            : []),
          ...takeErrors(story),
          ...bookFaults(story.db.sql),
        ];
        return { verdict: isRead ? "accepted" : "refused", faults };
      },
      async finish() {
        const faults = findLeaks(story.logged.join(""), "the log");
        story.close();
        await fake.close();
        return faults;
      },
    };
  },
};

function putComplaints(fake: FakeLapor, chance: Chance): FakeComplaint {
  const wrong = fakeComplaint(odd, {
    statusName: chance.pick(["Belum Ditindaklanjuti", "Proses", "Selesai", "Ditunda"]),
    isSecret: chance.isOne(0.2),
    followUps: [
      disposition("23-11-2026 08:00:00", root, chance.pick(offices)),
      ...Array.from({ length: chance.below(6) }, () =>
        reply("23-11-2026 08:30:00", chance.isOne(0.3) ? null : chance.pick(offices)),
      ),
    ],
    logs: [{ from: "Belum Ditindaklanjuti", to: "Proses", date: "23-11-2026 08:30:00" }],
  });
  fake.put(wrong);
  fake.put(fakeComplaint(plain));
  return wrong;
}

/** Which answer is wrong, and how. */
function faultByChance(wrong: FakeComplaint, fake: FakeLapor, chance: Chance): [RegExp, LaporFault] {
  const [path, right] = chance.pick<[RegExp, unknown]>([
    [/9100001\/complaint/u, detailAnswer(wrong)],
    [/9100001\/followups/u, followUpsAnswer(wrong, 1, 3)],
    [/^\/complaints\?/u, listAnswer([...fake.complaints.values()], 1, 3)],
  ]);
  const kind = chance.below(10);
  if (kind === 0)
    return [
      path,
      { status: chance.pick([204, 301, 302, 400, 404, 418, 429, 500, 503, 599]), body: oddity(chance) },
    ];
  if (kind === 1) return [path, { does: chance.pick(["drop", "cut"] as const) }];
  if (kind < 4) return [path, { body: mutateText(JSON.stringify(right), chance) }];
  return [path, { change: (answer) => twice(answer, chance) }];
}

function twice(answer: unknown, chance: Chance): unknown {
  const once = mutateTree(answer, chance);
  return chance.isOne(0.3) ? mutateTree(once, chance) : once;
}

/** As often as a healthy complaint may have to wait for the next poll. */
async function pollUntilRead(story: Story): Promise<void> {
  story.db.sql.exec("update laporReads set nextAt = 0, askedAt = null, fault = null");
  for (let polls = 0; polls < 4; polls++) {
    story.db.sql.exec("update sources set nextPollAt = 0, cursor = null where source = 'lapor'");
    await story.bot().turn();
    if (isReadNow(story, plain) && polls > 0) return;
    await sleep(0);
  }
}

interface Row {
  readonly confirmedAt: number;
}

function rowOf(story: Story, trackingId: string): Row | undefined {
  return story.db.sql.prepare<[string], Row>("select * from complaints where trackingId = ?").get(trackingId);
}

function isReadNow(story: Story, trackingId: string): boolean {
  return rowOf(story, trackingId)?.confirmedAt === story.now();
}

function takeErrors(story: Story): Fault[] {
  return story.errors.splice(0).map((line) => ({ trouble: "crashed" as const, what: line }));
}

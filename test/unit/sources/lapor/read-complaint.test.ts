import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { disposition, fakeComplaint, reply, trap } from "../../../support/fake-lapor/complaint.ts";
import { at, faultOf, gone, options, read } from "./read.ts";

const root = "Pemerintah Kabupaten Contoh";
const pupr = "Dinas PUPR Kab. Contoh";
const dlh = "Dinas Lingkungan Hidup Kab. Contoh";

function say(value: unknown) {
  const { classification } = read(fakeComplaint("9100001"), {
    detail: { "results.data.classification_name": value },
  });
  return classification;
}

describe("the detail", () => {
  test("gives what the field map names, scrubbed and typed", () => {
    const complaint = fakeComplaint("9100001", { title: "Jalan rusak, hubungi 081234567890" });
    expect(read(complaint)).toMatchObject({
      trackingId: "9100001",
      title: "Jalan rusak, hubungi [disamarkan]",
      statusRaw: "Belum Ditindaklanjuti",
      opdExternalId: "90001",
      opdName: pupr,
      reportedAt: at("2026-11-23T07:00"),
      categoryId: "17",
      channel: "Website",
      isAnonymous: true,
      isSecret: false,
      isPriority: false,
    });
  });

  test("never gives a reporter, a body, a note or an attachment", () => {
    const complaint = fakeComplaint("9100001", {
      statusName: "Selesai",
      followUps: [disposition("23-11-2026 08:00:00", root, pupr), reply("24-11-2026 08:00:00", pupr)],
      logs: [{ from: "Proses", to: "Selesai", date: "25-11-2026 08:00:00" }],
    });
    expect(JSON.stringify(read(complaint))).not.toMatch(new RegExp(`${trap}|Budi|0812|6304`, "iu"));
  });

  test("a number that is somebody's stands in no name, and is no id", () => {
    const swapped = read(fakeComplaint("9100001"), {
      detail: {
        "results.data.channel": "WA 081234567890",
        "results.data.status_name": "NIK 6304051708900001",
      },
    });
    expect(swapped).toMatchObject({ channel: "WA [disamarkan]", statusRaw: "NIK [disamarkan]" });
    const fault = faultOf(() =>
      read(fakeComplaint("9100001"), {
        detail: { "results.data.category_id": "081234567890" },
      }),
    );
    expect(fault).toMatch(/categoryId/u);
  });

  test("has no title where the complaint is secret", () => {
    expect(read(fakeComplaint("9100001", { isSecret: true }))).not.toHaveProperty("title");
  });

  test("says nothing of an office that is not there", () => {
    const update = read(fakeComplaint("9100001", { disposition: null, followUps: [] }));
    expect(update).toMatchObject({ opdName: null, opdExternalId: null, firstFollowUpAt: null });
    expect(update).not.toHaveProperty("disposedAt");
    expect(update).not.toHaveProperty("unitFollowUpAt");
  });

  test("leaves out an address where a kecamatan should stand", () => {
    const fields = { ...options.fields, locationName: "place" };
    const place = { "results.data.place": "Jalan Mawar No 3 RT 5" };
    const update = read(fakeComplaint("9100001"), { detail: place, more: { fields } });
    expect(update).toMatchObject({ trackingId: "9100001", locationName: null });
  });

  test("leaves out what the answer does not hold, and takes what stands elsewhere by the field map", () => {
    const fields = { ...options.fields, opdName: "disposition.name", locationName: "kecamatan" };
    const update = read(fakeComplaint("9100001"), {
      detail: {
        "results.data.channel": gone,
        "results.data.disposition": { name: dlh },
        "results.data.kecamatan": "Alalak",
      },
      more: { fields },
    });
    expect(update).toMatchObject({ opdName: dlh, locationName: "Alalak" });
    expect(update).not.toHaveProperty("channel");
  });

  test("a classification is read as words, never as LAPOR!'s own number", () => {
    expect(say("Pengaduan Berkadar Pengawasan")).toBe("pengaduan_berkadar");
    expect(say(2)).toBeUndefined();
    expect(say(null)).toBeUndefined();
  });

  test("the end is dated by the log that tells of it, else by the last change of status", () => {
    const logs = [
      { from: "Belum Ditindaklanjuti", to: "Proses", date: "24-11-2026 08:00:00" },
      { from: "Proses", to: "Selesai", date: "25-11-2026 08:00:00" },
    ];
    const done = fakeComplaint("9100001", { statusName: "Selesai", logs });
    expect(read(done).closedAt).toBe(at("2026-11-25T08:00"));
    const silent = read(done, { detail: { "results.data_logs": gone } });
    expect(silent.closedAt).toBe(at("2026-11-25T08:00"));
    const odd = read(done, {
      detail: { "results.data_logs": gone, "results.data.status_logs": [{ timestamp: "baru saja" }] },
    });
    expect(odd).not.toHaveProperty("closedAt");
    expect(read({ ...done, statusName: "Proses" })).not.toHaveProperty("closedAt");
  });
});

describe("the follow-ups", () => {
  test("date the disposition, the unit's first and last answer, and the reporter's reply", () => {
    const complaint = fakeComplaint("9100001", {
      followUps: [
        reply("25-11-2026 09:00:00", null), // any order
        disposition("23-11-2026 07:30:00", "Admin Nasional", root),
        disposition("23-11-2026 08:00:00", root, pupr),
        reply("24-11-2026 10:15:30", pupr),
        reply("26-11-2026 10:00:00", pupr),
      ],
    });
    expect(read(complaint)).toMatchObject({
      disposedAt: at("2026-11-23T08:00"),
      firstFollowUpAt: at("2026-11-24T10:15") + 30,
      unitFollowUpAt: at("2026-11-24T10:15") + 30,
      lastFollowUpAt: at("2026-11-26T10:00"),
      followUpCount: 2,
      lastReporterReplyAt: at("2026-11-25T09:00"),
    });
  });

  test("an office is the same however it is spelled", () => {
    const followUps = [
      disposition("23-11-2026 08:00:00", root, pupr),
      reply("24-11-2026 10:00:00", "DINAS PUPR KABUPATEN CONTOH"),
    ];
    expect(read(fakeComplaint("9100001", { followUps })).unitFollowUpAt).toBe(at("2026-11-24T10:00"));
  });

  test("a word of Kominfo, or of an office that never had it, is no follow-up of the unit", () => {
    const followUps = [
      disposition("23-11-2026 07:30:00", "Admin Nasional", root),
      disposition("23-11-2026 08:00:00", root, pupr),
      reply("23-11-2026 09:00:00", root),
      reply("23-11-2026 10:00:00", dlh),
    ];
    expect(read(fakeComplaint("9100001", { followUps }))).toMatchObject({
      firstFollowUpAt: null,
      unitFollowUpAt: null,
      followUpCount: 0,
    });
  });

  test("after a move the earlier office's answer is the first, and the new office has none", () => {
    const followUps = [
      disposition("23-11-2026 08:00:00", root, dlh),
      reply("24-11-2026 08:00:00", dlh),
      disposition("25-11-2026 08:00:00", root, pupr),
      reply("25-11-2026 09:00:00", dlh),
    ];
    expect(read(fakeComplaint("9100001", { followUps }))).toMatchObject({
      disposedAt: at("2026-11-25T08:00"),
      firstFollowUpAt: at("2026-11-24T08:00"),
      unitFollowUpAt: null,
    });
  });

  test("an answer of before it came back is not one to its return", () => {
    const followUps = [
      disposition("23-11-2026 07:30:00", "Admin Nasional", root),
      disposition("23-11-2026 08:00:00", root, pupr),
      reply("23-11-2026 09:00:00", pupr),
      disposition("24-11-2026 08:00:00", root, dlh),
      disposition("25-11-2026 08:00:00", root, pupr),
    ];
    expect(read(fakeComplaint("9100001", { followUps }))).toMatchObject({
      disposedAt: at("2026-11-25T08:00"),
      unitFollowUpAt: null,
    });
  });

  test("disposing again to the same office starts nothing", () => {
    const followUps = [
      disposition("23-11-2026 08:00:00", root, pupr),
      reply("23-11-2026 09:00:00", pupr),
      disposition("24-11-2026 08:00:00", root, "DINAS PUPR KABUPATEN CONTOH"),
    ];
    expect(read(fakeComplaint("9100001", { followUps }))).toMatchObject({
      disposedAt: at("2026-11-23T08:00"),
      unitFollowUpAt: at("2026-11-23T09:00"),
    });
  });

  test("a log that does not tell of the disposition leaves its moment unknown", () => {
    const followUps = [reply("24-11-2026 10:00:00", pupr)];
    const update = read(fakeComplaint("9100001", { followUps }));
    expect(update).not.toHaveProperty("disposedAt");
    expect(update.unitFollowUpAt).toBe(at("2026-11-24T10:00"));
  });

  test("the complaint itself, first in its own log, is no reply", () => {
    const followUps = [reply("23-11-2026 07:00:00", null), disposition("23-11-2026 08:00:00", root, pupr)];
    expect(read(fakeComplaint("9100001", { followUps })).lastReporterReplyAt).toBeNull();
  });
});

describe("an answer of another shape is refused by the place that is wrong, never by what stands there", () => {
  const secret = `Budi ${trap}`;
  const drifts: [string, Parameters<typeof read>[1], string][] = [
    ["no results", { detail: { results: secret } }, "results: harus objek"],
    ["no data", { detail: { "results.data": secret } }, "results.data: harus objek"],
    [
      "a status that is no text",
      { detail: { "results.data.status_name": { name: secret } } },
      "statusRaw: harus teks",
    ],
    ["no status", { detail: { "results.data.status_name": gone } }, "status_name: tidak ada, padahal wajib"],
    [
      "a body where a name belongs",
      { detail: { "results.data.disposition_name": secret.repeat(20) } },
      "opdName: terlalu panjang untuk sebuah nama",
    ],
    [
      "a time that is none",
      { detail: { "results.data.created_at": secret } },
      "reportedAt: harus waktu seperti 19-11-2026 09:30:00",
    ],
    [
      "a flag that is none",
      { detail: { "results.data.is_secret": secret } },
      "isSecret: harus ya atau tidak (1 atau 0)",
    ],
    [
      "another complaint",
      { detail: { "results.data.complaint_id": 9_100_009 } },
      "complaint_id: menyebut laporan lain",
    ],
    [
      "follow-ups that are no list",
      { followUps: { "results.data": { isi: secret } } },
      "results.data: harus daftar",
    ],
    [
      "a follow-up without a time",
      { followUps: { "results.data.0.created_at": gone } },
      "results.data.0.created_at: harus teks",
    ],
    [
      "a follow-up at an unreadable time",
      { followUps: { "results.data.0.created_at": secret } },
      "results.data.0.created_at: harus waktu seperti 19-11-2026 09:30:00",
    ],
    [
      "a follow-up of tomorrow, as a wrong zone makes it",
      { followUps: { "results.data.0.created_at": "26-11-2026 13:00:00" } },
      "results.data.0.created_at: waktunya di masa depan; periksa --zona sumber lapor",
    ],
    [
      "an office that is neither text nor number",
      { followUps: { "results.data.0.institution_from_name": [secret] } },
      "results.data.0.institution_from_name: bentuknya lain dari yang didokumentasikan",
    ],
  ];
  test.each(drifts)("%s", (_, change, fault) => {
    expect(faultOf(() => read(fakeComplaint("9100001"), change))).toBe(fault);
  });

  test("extra fields, null and missing optional ones are no drift", () => {
    const update = read(fakeComplaint("9100001"), {
      detail: {
        "results.data.baru": { a: 1 },
        "results.data_logs": null,
        "results.data.status_logs": null,
        "results.data.disposition_id": 0,
      },
      followUps: { "results.data.0.template_code": null, "results.next_page_url": gone },
    });
    expect(update.opdExternalId).toBeNull();
  });

  test("whatever comes, a fault never repeats it", () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.constant(secret),
      fc.integer(),
      fc.boolean(),
      fc.constant([secret]),
      fc.constant({ name: secret }),
    );
    const keys = Object.values(options.fields).filter(Boolean);
    fc.assert(
      fc.property(fc.constantFrom(...keys), value, (key, wrong) => {
        const detail = { [`results.data.${key}`]: wrong };
        expect(faultOf(() => read(fakeComplaint("9100001"), { detail }))).not.toContain(trap);
      }),
    );
  });
});

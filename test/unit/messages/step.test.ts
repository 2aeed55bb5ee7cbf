import { describe, expect, test } from "vitest";
import { readTags } from "./html.ts";
import { channels, complaint, step, writer } from "./views.ts";

describe.each(channels)("a step by %s", (channel) => {
  const textOf = (view: ReturnType<typeof step>) => writer.writeStep(view, channel).text;

  test("names id, title, category, office, kecamatan, age, deadline and link", () => {
    const { text, html, thread } = writer.writeStep(step(), channel);
    const words = [
      "9100001",
      "Jalan berlubang di Handil Bakti",
      "Infrastruktur",
      "Dinas Pekerjaan Umum",
      "Kec. Alalak",
      "3 hari kerja",
      "Sen, 23 Nov 2026, 15.00 WITA",
      "https://www.lapor.go.id/pengaduan/9100001",
      "Siti Aminah",
      "Admin Dinas Pekerjaan Umum",
    ];
    for (const word of words) expect(text).toContain(word);
    expect(text).toContain("Bapak/Ibu Siti Aminah – Admin Dinas Pekerjaan Umum");
    if (html !== null) for (const word of words) expect(html).toContain(word);
    expect(html === null).toBe(channel === "wa");
    expect(thread).toBe("9100001");
  });

  test.each([
    ["answers", "verifikasi", "Mohon diverifikasi dan diteruskan ke OPD langsung di LAPOR!"],
    ["answers", "tindak lanjut", "Mohon ditindaklanjuti langsung di LAPOR!"],
    ["answers", "penyelesaian", "Mohon diselesaikan langsung di LAPOR!"],
    ["answers", "constructor", "Mohon ditangani langsung di LAPOR!"],
    ["leads", "tindak lanjut", "Mohon Bapak/Ibu memastikan laporan ini segera ditindaklanjuti di LAPOR!"],
    ["leads", "penyelesaian", "Mohon Bapak/Ibu memastikan laporan ini segera diselesaikan di LAPOR!"],
    ["oversees", "tindak lanjut", "Disampaikan untuk perhatian dan arahan Bapak/Ibu."],
  ] as const)("asks of the one who %s about %s: %s", (role, clockName, words) => {
    expect(textOf(step({ role, complaint: complaint({ clockName }) }))).toContain(words);
  });

  test("asks only its own reader's part", () => {
    const asks = [/Mohon ditindaklanjuti/u, /memastikan/u, /arahan/u];
    for (const [i, role] of (["answers", "leads", "oversees"] as const).entries())
      expect(asks.map((ask) => ask.test(textOf(step({ role }))))).toEqual(asks.map((_, j) => i === j));
  });

  test("lists the replies to those who answer, on WhatsApp only", () => {
    for (const role of ["answers", "leads", "oversees"] as const)
      expect(/Balas \*SIAP\*.*BUKAN WEWENANG.*alasan.*BANTUAN/u.test(textOf(step({ role })))).toBe(
        role === "answers" && channel === "wa",
      );
  });

  test.each([
    [null, "Batas waktu: *Sen, 23 Nov 2026, 15.00 WITA*"],
    [0, "Batas waktu: *Sen, 23 Nov 2026, 15.00 WITA (baru saja melewati batas waktu)*"],
    [2, "Batas waktu: *Sen, 23 Nov 2026, 15.00 WITA (terlewat 2 hari kerja)*"],
  ])("late by %j says %s", (lateDays, words) => {
    const text = textOf(step({ complaint: complaint({ lateDays }) }));
    expect(text).toContain(channel === "wa" ? words : words.replaceAll("*", ""));
  });

  test("late without a countable deadline still says how late", () => {
    const text = textOf(step({ complaint: complaint({ deadline: null, lateDays: 4 }) }));
    expect(text).toMatch(/Batas waktu: \*?terlewat 4 hari kerja/u);
  });

  test("what has just come is new, not unanswered", () => {
    const fresh = textOf(step({ complaint: complaint({ ageDays: 0 }) }));
    expect(fresh).toContain("Ada laporan baru.");
    expect(fresh).toMatch(/Masuk di LAPOR!: 16 Nov 2026[\s\S]*Menunggu: kurang dari 1 hari kerja/u);
    expect(fresh).not.toContain("belum ditindaklanjuti");
    const old = textOf(step());
    expect(old).toContain("Di LAPOR! laporan ini tercatat belum ditindaklanjuti.");
    expect(old).not.toContain("laporan baru");
  });

  test("where the days do not count from the day it came in, it is said since when they do", () => {
    const waitsSince = "diteruskan ke OPD 22 Nov 2026";
    const view = step({ complaint: complaint({ ageDays: 0, waitsSince }) });
    const words = "kurang dari 1 hari kerja sejak diteruskan ke OPD 22 Nov 2026";
    expect(textOf(view)).toContain(`Menunggu: ${words}`);
    const { html } = writer.writeStep(view, channel);
    if (html !== null) expect(html).toContain(words);
    expect(textOf(step())).toMatch(/Menunggu: 3 hari kerja(?! sejak)/u);
    expect(textOf(step({ complaint: complaint({ waitsSince, isSecret: true }) }))).not.toContain("sejak");
  });

  test.each([
    ["a reminder", { kind: "reminder", occurrence: 1 }],
    ["a step to the head", { role: "leads" }],
    ["a step to the regional head", { role: "oversees" }],
    ["a step after others were told", { toldBefore: "Admin Dinas Perhubungan" }],
    ["a step in the place of others", { unreachable: "Kepala Dinas Perhubungan" }],
  ] as const)("%s is not news, even on the first day", (_, over) => {
    const text = textOf(step({ ...over, complaint: complaint({ ageDays: 0 }) }));
    expect(text).not.toContain("laporan baru");
    expect(text).toContain("Di LAPOR! laporan ini tercatat belum ditindaklanjuti.");
  });

  test("a secret one that is not late asks to be opened before its deadline", () => {
    const view = step({ complaint: complaint({ isSecret: true, ageDays: 0 }) });
    expect(textOf(view)).toContain("Mohon buka LAPOR! sebelum batas waktu.");
    const open = step({ complaint: complaint({ isSecret: true, deadline: null }) });
    expect(textOf(open)).toMatch(/Mohon buka LAPOR!(?: |$)/mu);
    expect(textOf(open)).not.toContain("sebelum batas waktu");
  });

  test("what is late on its first day is not new", () => {
    const text = textOf(step({ complaint: complaint({ ageDays: 0, lateDays: 0 }) }));
    expect(text).toContain("belum ditindaklanjuti");
  });

  test("only the link to LAPOR! can be tapped", () => {
    const { text, html, subject } = writer.writeStep(
      step({ complaint: complaint({ title: "Klik https://jahat.example/x", url: "javascript:alert(1)" }) }),
      channel,
    );
    expect(`${subject}${text}${html}`).not.toMatch(/https:\/\/|jahat\.example|javascript|href/u);
    expect(text).toContain("jahat. example");
  });

  test("a reminder says that it is one, a step does not", () => {
    expect(textOf(step({ kind: "reminder", occurrence: 2 }))).toContain("Pengingat ke-2");
    expect(textOf(step({ occurrence: 2 }))).not.toContain("Pengingat");
  });

  test("says who was told before, and who could not be", () => {
    const text = textOf(
      step({
        role: "oversees",
        toldBefore: "Admin Dinas Perhubungan, Jum, 20 Nov 2026, 10.15 WITA",
        unreachable: "Kepala Dinas Perhubungan",
      }),
    );
    expect(text).toContain("Sudah disampaikan kepada: Admin Dinas Perhubungan, Jum, 20 Nov 2026, 10.15 WITA");
    expect(text).toContain("Kepala Dinas Perhubungan belum dapat dihubungi (kontak belum tersedia).");
    expect(textOf(step())).not.toMatch(/disampaikan kepada|belum dapat dihubungi/u);
  });

  test.each(["answers", "leads", "oversees"] as const)(
    "a secret one tells %s id and deadline only",
    (role) => {
      const view = step({
        role,
        post: "Kepala Dinas Rahasia",
        toldBefore: "Admin Dinas Rahasia, Jum, 20 Nov 2026, 10.15 WITA",
        unreachable: "Kepala Dinas Rahasia",
        complaint: complaint({
          isSecret: true,
          unitName: "Dinas Rahasia",
          lateDays: 2,
          url: "https://www.lapor.go.id/laporan/detil/jalan-berlubang",
        }),
      });
      const { subject, text, html } = writer.writeStep(view, channel);
      const all = `${subject}\n${text}\n${html}`;
      expect(text).toContain("9100001");
      expect(text).toContain("Sen, 23 Nov 2026, 15.00 WITA (terlewat 2 hari kerja)");
      expect(text).toContain("Ada laporan yang perlu Bapak/Ibu lihat.");
      expect(text).toContain("Rinciannya hanya tersedia di LAPOR! Mohon buka LAPOR! secepatnya.");
      expect(all).not.toMatch(
        /Jalan|jalan-|Infrastruktur|Alalak|Rahasia|Masuk|Menunggu|tindak|verifikasi|selesai|https|href|Admin|Kepala/u,
      );
    },
  );

  test("what is unknown is left out", () => {
    const nothing = { title: null, category: null, unitName: null, locationName: null, url: null };
    const { subject, text, html } = writer.writeStep(
      step({ complaint: complaint({ ...nothing, deadline: null }) }),
      channel,
    );
    expect(`${text}${html}`).not.toMatch(/Judul|Kategori|OPD:|Lokasi|Batas|http|“|href/u);
    expect(subject).toBe("[LAPOR 9100001] Mohon perhatian");
  });
});

test("the subject is the same for every message about a complaint, and short", () => {
  const long = complaint({ title: "x".repeat(500) });
  const views = [
    step({ complaint: long }),
    step({ kind: "reminder", occurrence: 1, complaint: { ...long, ageDays: 9, lateDays: 4 } }),
    step({ role: "leads", complaint: long }),
  ];
  const subjects = new Set(
    views.flatMap((view) => channels.map((channel) => writer.writeStep(view, channel).subject)),
  );
  expect([...subjects]).toEqual([`[LAPOR 9100001] ${"x".repeat(59)}…`]);
});

test("a WhatsApp message opens with the id and stays short", () => {
  const full = step({
    kind: "reminder",
    occurrence: 1,
    toldBefore: "Admin, 20 Nov 2026",
    complaint: complaint({ lateDays: 1 }),
  });
  const lines = writer.writeStep(full, "wa").text.split("\n");
  expect(lines[0]).toBe("*[LAPOR 9100001]* Pengingat ke-1");
  expect(lines.length).toBeLessThanOrEqual(12);
});

test("every kind of step reads well: no gaps, no blame, no stray values, no endless lines", () => {
  let written = 0;
  for (const kind of ["step", "reminder"] as const)
    for (const role of ["answers", "leads", "oversees"] as const)
      for (const clockName of ["verifikasi", "tindak lanjut", "penyelesaian"])
        for (const lateDays of [null, 0, 3])
          for (const isSecret of [true, false])
            for (const unknown of [{}, { title: null, unitName: null, url: null, deadline: null }])
              for (const channel of channels) {
                const view = step({
                  kind,
                  role,
                  occurrence: kind === "step" ? 0 : 1,
                  complaint: complaint({ clockName, lateDays, isSecret, ...unknown }),
                });
                const { subject, text, html } = writer.writeStep(view, channel);
                const all = `${subject}\n${text}\n${html ?? ""}`;
                expect(all).not.toMatch(/undefined|null|NaN|\[object|<%|%>/u);
                expect(all).not.toMatch(/lalai|abai|gagal|terlambat|belum menanggapi/iu);
                expect(text).not.toMatch(/\n{3}|[ \t]$/mu);
                expect(text).toBe(text.trim());
                expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(200);
                if (html !== null) expect(readTags(html)).toContain("/html");
                written++;
              }
  expect(written).toBe(432);
});

function mailOf(over: Parameters<typeof complaint>[0]): string {
  return writer.writeStep(step({ role: "leads", complaint: complaint(over) }), "email").html ?? "";
}

describe("a mail at one glance", () => {
  test("title, lateness, deadline, what to do and the button come before everything else", () => {
    const html = mailOf({ lateDays: 2 });
    const body = html.slice(html.indexOf("Yth."));
    const order = [
      "Jalan berlubang di Handil Bakti",
      "Terlewat 2 hari kerja",
      "Sen, 23 Nov 2026",
      "Mohon Bapak/Ibu memastikan",
      "Buka LAPOR!</a>",
      "<table",
      "Kec. Alalak",
    ];
    const places = order.map((words) => body.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test.each([
    [{ lateDays: 2 }, "Terlewat 2 hari kerja. Mohon Bapak/Ibu memastikan"],
    [{}, "Batas waktu Sen, 23 Nov 2026, 15.00 WITA. Mohon Bapak/Ibu memastikan"],
    [{ isSecret: true, lateDays: 2 }, "Terlewat 2 hari kerja. Rinciannya hanya tersedia di LAPOR!"],
  ])("what lists of mails show below the subject: %j", (over, words) => {
    const [, preview = ""] =
      /<body[^]*?<div style="display:none[^"]*">([^]*?)<\/div>/u.exec(mailOf(over)) ?? [];
    expect(preview.trim().startsWith(words)).toBe(true);
  });
});

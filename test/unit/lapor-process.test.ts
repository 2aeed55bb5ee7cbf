import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb } from "../../db/open.ts";
import { Installation } from "../support/bot-process.ts";
import { disposition, fakeComplaint, reply } from "../support/fake-lapor/complaint.ts";
import { type FakeLapor, openFakeLapor } from "../support/fake-lapor/server.ts";

// The program itself: that it takes its token from a file, reads beside its turns, and can be stopped in the middle.

let fake: FakeLapor;
let place: Installation;
let secrets: string;

beforeEach(async () => {
  fake = await openFakeLapor({ authHeader: "auth" });
  secrets = mkdtempSync(join(tmpdir(), "siaga-secrets-"));
  writeFileSync(join(secrets, "token"), `${fake.secrets.token}\n`);
});
afterEach(async () => {
  await place.remove();
  await fake.close();
  rmSync(secrets, { recursive: true });
});

/** A Pemda with one office, and the API set up by command. */
function install(): void {
  place = new Installation({
    SIAGA_LAPOR_AUTH: fake.secrets.auth,
    SIAGA_LAPOR_TOKEN_FILE: join(secrets, "token"),
  });
  const config = place.write(
    "pemda.yaml",
    `units:
- { code: pemda, name: Pemerintah Kabupaten Contoh, zone: WITA }
- { code: pupr, name: Dinas PUPR, externalId: "90001", parent: pemda }
`,
  );
  place.siaga("konfig", "impor", config);
  const address = ["--alamat", fake.baseUrl, "--header-auth", "auth", "--daftar", "/complaints"];
  place.siaga("sumber", "atur", "lapor", ...address, "--zona", "WITA");
}

function known(): unknown {
  const db = openDb(place.dbPath);
  try {
    return db.sql.prepare("select trackingId, status, source from complaints order by trackingId").all();
  } finally {
    db.close();
  }
}

test("a complaint of the list comes in by itself, and the log holds no secret", async () => {
  fake.put(
    fakeComplaint("9100001", {
      createdAt: "20-11-2025 07:00:00",
      followUps: [disposition("20-11-2025 08:00:00", "Pemerintah Kabupaten Contoh", "Dinas PUPR")],
    }),
  );
  install();
  await place.start();
  await place.waitFor(() => place.printed.includes("API LAPOR! dibaca"));
  expect(known()).toEqual([{ trackingId: "9100001", status: "unanswered", source: "lapor" }]);
  expect(place.printed).not.toMatch(/kunci-uji|00000000-/u);
  expect(await place.stop()).toBe(0);
});

test("a server that says nothing holds up neither the bot nor its stop", async () => {
  fake.put(
    fakeComplaint("9100001", {
      createdAt: "20-11-2025 07:00:00",
      followUps: [reply("20-11-2025 08:00:00", null)],
    }),
  );
  fake.fail(/./u, { does: "hang" });
  install();
  await place.start();
  await place.waitFor(() => fake.requests.length > 0);
  const begun = Date.now();
  expect(await place.stop()).toBe(0);
  expect(Date.now() - begun).toBeLessThan(5000);
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseBaseUrl } from "../../../src/connections/lapor/address.ts";
import { readRetryAfter } from "../../../src/connections/lapor/failure.ts";
import { connectLapor, type LaporApi } from "../../../src/connections/lapor.ts";
import { fakeComplaint } from "../../support/fake-lapor/complaint.ts";
import { type FakeLapor, openFakeLapor } from "../../support/fake-lapor/server.ts";

let fake: FakeLapor;
let api: LaporApi;

beforeEach(async () => {
  fake = await openFakeLapor({ authHeader: "auth" });
  fake.put(fakeComplaint("9100001"));
  api = connect();
});
afterEach(async () => {
  api.close();
  await fake.close();
});

function connect(headers: Record<string, string> = {}): LaporApi {
  const { auth, token } = fake.secrets;
  return connectLapor({ baseUrl: fake.baseUrl, headers: { auth, token, ...headers }, timeout: 1000 });
}

const detail = "/complaints/9100001/complaint";

/** How a request fails. */
async function failure(path = detail): Promise<{ kind: string; message: string; retryAfter: number | null }> {
  return api.get(path).then(
    () => Promise.reject(new Error("it did not fail")),
    ({ kind, message, retryAfter }) => ({ kind, message, retryAfter }),
  );
}

describe("a request", () => {
  test("carries both headers under the names that were set, and reads JSON", async () => {
    const answer = (await api.get(detail)) as { results: { data: { status_name: string } } };
    expect(answer.results.data.status_name).toBe("Belum Ditindaklanjuti");
    expect(fake.requests[0]).toMatchObject({ method: "GET", path: detail, headers: { ...fake.secrets } });
  });

  test("asks again, once, where the server closed a connection that was kept alive", async () => {
    await api.get(detail);
    fake.fail(/./u, { does: "drop" }, 1);
    expect(await api.get(detail)).toBeTruthy();
    fake.fail(/./u, { does: "drop" });
    expect(await failure()).toMatchObject({ kind: "down" });
  });

  test("is broken off when the source closes", async () => {
    fake.fail(/./u, { does: "hang" });
    const asked = failure();
    setTimeout(() => api.close(), 20);
    expect(await asked).toMatchObject({ kind: "down" });
  });
});

describe("what can go wrong", () => {
  test("a token that is refused", async () => {
    fake.secrets.token = "{baru}";
    expect(await failure()).toEqual({
      kind: "unauthorized",
      message: "API LAPOR! menolak token (HTTP 401)",
      retryAfter: null,
    });
  });

  const statuses: [number, string][] = [
    [403, "forbidden"],
    [404, "absent"],
    [410, "absent"],
    [408, "down"],
    [500, "down"],
    [503, "down"],
    [400, "broken"],
  ];
  test.each(statuses)("HTTP %d is %s", async (status, kind) => {
    fake.fail(/./u, { status, body: "<h1>kesalahan</h1>" });
    expect(await failure()).toMatchObject({ kind });
  });

  test("too many requests: for how long is said in seconds, or as a date", async () => {
    fake.limit(0, "120");
    expect(await failure()).toMatchObject({ kind: "busy", retryAfter: 120 });
    fake.limit(0, new Date(Date.now() + 90_000).toUTCString());
    const { retryAfter } = await failure();
    expect(retryAfter).toBeGreaterThan(85);
    expect(retryAfter).toBeLessThanOrEqual(90);
    fake.limit(0, "nanti");
    expect(await failure()).toMatchObject({ kind: "busy", retryAfter: null });
  });

  test("a redirection to a login page is not followed: the token stays with one server", async () => {
    const other = await openFakeLapor();
    fake.fail(/./u, { status: 302, headers: { location: `${other.baseUrl}/masuk` } });
    expect(await failure()).toMatchObject({ kind: "broken" });
    expect(other.requests).toEqual([]);
    await other.close();
  });

  test("no answer in time", async () => {
    fake.fail(/./u, { does: "hang" });
    expect(await failure()).toEqual({
      kind: "down",
      message: "API LAPOR! tidak menjawab (tidak ada jawaban pada waktunya)",
      retryAfter: null,
    });
  });

  test("an answer that breaks off, or a line that is cut", async () => {
    fake.fail(/./u, { does: "cut" }, 1);
    expect(await failure()).toMatchObject({ kind: "down" });
    fake.fail(/./u, { does: "drop" });
    expect(await failure()).toMatchObject({ kind: "down" });
  });

  test("nobody there", async () => {
    await fake.close();
    expect(await failure()).toMatchObject({ kind: "down", message: expect.stringMatching(/ECONNREFUSED/u) });
    fake = await openFakeLapor();
  });

  test("what is no JSON, without a word of it in the error", async () => {
    fake.fail(/./u, { body: '{"nameUser": "Budi Pelapor", ' });
    expect(await failure()).toEqual({
      kind: "broken",
      message: "jawaban API LAPOR! bukan JSON (isi rusak)",
      retryAfter: null,
    });
    const error = await api.get(detail).catch((thrown: unknown) => thrown);
    expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain("Budi");
    expect((error as Error).cause).toBeUndefined();
  });

  test("an answer without end", async () => {
    fake.fail(/./u, { body: `"${"x".repeat(21_000_000)}"` });
    expect(await failure()).toMatchObject({
      kind: "broken",
      message: expect.stringMatching(/terlalu besar/u),
    });
  });

  test("a header that no server may be sent", async () => {
    api = connect({ token: "satu\r\ndua: tiga" });
    expect(await failure()).toMatchObject({ kind: "down" });
    expect(fake.requests).toEqual([]);
  });
});

test.each([
  ["https://api-splp.layanan.go.id/lapor/3.0.0/", "https://api-splp.layanan.go.id/lapor/3.0.0"],
  ["http://127.0.0.1:8080/lapor", "http://127.0.0.1:8080/lapor"],
  ["http://localhost:8080", "http://localhost:8080"],
])("base address %s", (text, read) => {
  expect(parseBaseUrl(text)).toBe(read);
});

test.each([
  ["http://api-splp.layanan.go.id/lapor/3.0.0", /https/u],
  ["ftp://api-splp.layanan.go.id", /tidak sah/u],
  ["lapor", /tidak sah/u],
  ["https://aku:sandi@api-splp.layanan.go.id/lapor", /sandi/u],
  ["https://api-splp.layanan.go.id/lapor?key=1", /\?/u],
])("base address %s is refused", (text, sentence) => {
  expect(() => parseBaseUrl(text)).toThrow(sentence);
});

test.each([
  ["0", 0],
  [" 30", 30],
  ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
  ["-5", null],
  [undefined, null],
])("Retry-After %s", (text, seconds) => {
  expect(readRetryAfter(text)).toBe(seconds);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { composeMail } from "../../../src/connections/smtp/compose.ts";
import { SmtpFailure } from "../../../src/connections/smtp/failure.ts";
import { openSmtp, type Smtp, type Timeouts } from "../../../src/connections/smtp/smtp.ts";
import { UserError } from "../../../src/user-error.ts";
import { type MailSink, openMailSink, type SinkOptions } from "../../support/mail-sink.ts";
import { createAuthority } from "../../support/tls/certificates.ts";

const authority = createAuthority();
const folder = mkdtempSync(join(tmpdir(), "siaga-smtp-"));
const caFile = join(folder, "ca.pem");
writeFileSync(caFile, authority.cert);

const cleanups: (() => unknown)[] = [() => rmSync(folder, { recursive: true })];
afterEach(async () => {
  for (const cleanup of cleanups.splice(1).reverse()) await cleanup();
});

async function startSink(options: SinkOptions = {}): Promise<MailSink> {
  const sink = await openMailSink(options);
  cleanups.push(() => sink.close());
  return sink;
}

function connect(url: string, extra: { caFile?: string; timeouts?: Partial<Timeouts> } = {}): Smtp {
  const smtp = openSmtp({ url, from: "Siaga <siaga@contoh.go.id>", ...extra });
  cleanups.push(() => smtp.close());
  return smtp;
}

const to = "budi@contoh.go.id";
const raw = composeMail({
  from: { name: "Siaga", address: "siaga@contoh.go.id" },
  to,
  subject: "Uji",
  text: "Isi",
  html: null,
  messageId: "<uji-1@contoh.go.id>",
  at: 1_800_000_000,
  headers: {},
});

async function failureOf(promise: Promise<unknown>): Promise<SmtpFailure> {
  const error = await promise.then(
    () => new Error("it was accepted"),
    (reason: unknown) => reason,
  );
  if (error instanceof SmtpFailure) return error;
  throw error;
}

describe("certificates", () => {
  const certificate = authority.issue();

  test("the file's authority is trusted, with TLS at once", async () => {
    const sink = await startSink({ security: "tls", certificate });
    await connect(sink.url, { caFile }).send({ to, raw });
    expect(await sink.nextMail()).toMatchObject({ isEncrypted: true, to });
  });

  test("the file's authority is trusted, with STARTTLS", async () => {
    const sink = await startSink({ security: "starttls", certificate });
    await connect(sink.url, { caFile }).send({ to, raw });
    expect(await sink.nextMail()).toMatchObject({ isEncrypted: true, to });
  });

  test.each([
    ["tls", "CA Lain", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["starttls", "CA Lain", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["tls", undefined, "CERT_SIGNATURE_FAILURE"], // it calls itself as ours does
  ] as const)("an unknown authority is refused (%s, %s)", async (security, name, detail) => {
    const sink = await startSink({ security, certificate: createAuthority(name).issue() });
    const failure = await failureOf(connect(sink.url, { caFile }).send({ to, raw }));
    expect(failure.stage).toBe("tls");
    expect(failure.message).toBe(`sambungan aman (TLS) ke server email gagal (${detail})`);
    expect(sink.mails).toEqual([]);
  });

  test("without the file it is refused, whatever the environment says", async () => {
    const sink = await startSink({ security: "tls", certificate });
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    cleanups.push(() => delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"]);
    expect((await failureOf(connect(sink.url).send({ to, raw }))).stage).toBe("tls");
    expect(sink.mails).toEqual([]);
  });

  test.each([
    ["of another name", () => authority.issue(["mail.lain.go.id"]), "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["expired", () => authority.issue(["localhost"], { from: -9, to: -2 }), "CERT_HAS_EXPIRED"],
  ])("a certificate %s is refused", async (_what, issue, detail) => {
    const sink = await startSink({ security: "tls", certificate: issue() });
    const failure = await failureOf(connect(sink.url, { caFile }).send({ to, raw }));
    expect([failure.stage, failure.message]).toEqual(["tls", expect.stringContaining(detail)]);
  });

  test("a server that offers no STARTTLS is given neither the password nor the mail", async () => {
    const sink = await startSink({ login: { user: "siaga", pass: "rahasia" } });
    const failure = await failureOf(connect(sink.url, { caFile }).send({ to, raw }));
    expect(failure.stage).toBe("tls");
    expect(sink.mails).toEqual([]);
  });

  test.each([
    ["tidak-ada.pem", null],
    ["kosong.pem", "bukan sertifikat"],
    ["rusak.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
  ])("the file %s is refused in words", (name, content) => {
    const file = join(folder, name);
    if (content !== null) writeFileSync(file, content);
    expect(() => connect("smtps://mail.contoh.go.id", { caFile: file })).toThrow(UserError);
  });
});

describe("login", () => {
  const login = { user: "siaga@contoh.go.id", pass: "r@h:as/ia#?%" };

  test("user and password come from the URL, whatever signs they hold", async () => {
    const sink = await startSink({ login });
    await connect(sink.url).send({ to, raw });
    expect((await sink.nextMail()).user).toBe(login.user);
  });

  test("a wrong password is the server's no, and is not repeated in the message", async () => {
    const sink = await startSink({ login });
    const failure = await failureOf(connect(sink.url.replace("%25@", "@")).send({ to, raw }));
    expect([failure.stage, failure.code, failure.message]).toEqual([
      "login",
      535,
      "server email menolak login (535 5.7.8)",
    ]);
  });

  test("verify logs in and sends nothing", async () => {
    const sink = await startSink({ login });
    await connect(sink.url).verify();
    expect((await failureOf(connect(sink.url.replace("%25@", "@")).verify())).stage).toBe("login");
    expect(sink.mails).toEqual([]);
  });

  test("a server that knows no login does not get by without", async () => {
    const sink = await startSink();
    const url = sink.url.replace("//", "//siaga:rahasia@");
    expect((await failureOf(connect(url).send({ to, raw }))).stage).toBe("login");
  });

  test("a server that wants a login we were not given", async () => {
    const sink = await startSink({ login });
    const url = sink.url.replace(/\/\/.*@/u, "//");
    const failure = await failureOf(connect(url).send({ to, raw }));
    expect([failure.stage, failure.code]).toEqual(["login", 530]);
  });
});

/** A bare server, for what no SMTP server would do. */
async function startServer(onLine: (write: (text: string) => void, socket: Socket) => void): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    onLine((text) => socket.write(text), socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => server.close());
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a server that does not answer", () => {
  const timeouts = { connection: 300, greeting: 300, silence: 500, delivery: 900 };

  test("nobody listens", async () => {
    const sink = await openMailSink();
    await sink.close();
    const failure = await failureOf(connect(sink.url).send({ to, raw }));
    expect([failure.stage, failure.message]).toEqual([
      "connect",
      "server email tidak dapat dihubungi (ECONNREFUSED)",
    ]);
  });

  test("no such host", async () => {
    const failure = await failureOf(connect("smtps://mail.contoh.invalid").send({ to, raw }));
    expect(failure.stage).toBe("connect");
  });

  test("it is mute", async () => {
    const sink = await startSink();
    sink.fail({ at: "greeting", does: "hang" });
    const failure = await failureOf(connect(sink.url, { timeouts }).send({ to, raw }));
    expect([failure.stage, failure.message]).toEqual([
      "connect",
      "server email tidak dapat dihubungi (GREETING_TIMEOUT)",
    ]);
  });

  test("it is too busy when we say who we are", async () => {
    const url = await startServer((write) => write("220 halo\r\n421 4.3.2 penuh\r\n"));
    const failure = await failureOf(connect(url, { timeouts }).send({ to, raw }));
    expect([failure.stage, failure.message]).toEqual([
      "connect",
      "server email tidak dapat dihubungi (421 4.3.2)",
    ]);
  });

  test("it hangs up without a word", async () => {
    const url = await startServer((_write, socket) => socket.destroy());
    const failure = await failureOf(connect(url, { timeouts }).send({ to, raw }));
    expect([failure.stage, failure.message]).toEqual([
      "connect",
      "server email tidak dapat dihubungi (ECONNECTION)",
    ]);
  });

  test("it takes the login badly, again and again, and then well", async () => {
    const sink = await startSink({ login: { user: "siaga", pass: "rahasia" } });
    sink.fail({ at: "login", answer: "454 4.7.0 Nanti" }, 12);
    const smtp = connect(sink.url, { timeouts });
    const failures = await Promise.all(Array.from({ length: 12 }, () => failureOf(smtp.send({ to, raw }))));
    expect(new Set(failures.map(({ stage }) => stage))).toEqual(new Set(["login"]));
    await smtp.send({ to, raw });
    expect(sink.mails).toHaveLength(1);
  });

  test("it trickles while it takes the mail", async () => {
    const sink = await startSink();
    sink.fail({ at: "message", does: "hang" });
    const start = performance.now();
    const slow = { ...timeouts, silence: 60_000, delivery: 600 };
    const failure = await failureOf(connect(sink.url, { timeouts: slow }).send({ to, raw }));
    expect([failure.stage, performance.now() - start < 3_000]).toEqual(["lost", true]);
  });

  test("it speaks no TLS", async () => {
    const url = await startServer((write) => write("220 halo\r\n"));
    const failure = await failureOf(connect(url.replace("smtp", "smtps"), { caFile }).send({ to, raw }));
    expect(failure.stage).toBe("tls");
  });

  test("it falls silent in the middle", async () => {
    const sink = await startSink();
    sink.fail({ at: "recipient", does: "hang" });
    const failure = await failureOf(connect(sink.url, { timeouts }).send({ to, raw }));
    expect([failure.stage, failure.message]).toEqual(["lost", expect.stringContaining("SOCKET_TIMEOUT")]);
  });

  test("it trickles and so is never silent", async () => {
    const url = await startServer((write) => {
      write("220 halo\r\n");
      const timer = setInterval(() => write("250-tunggu\r\n"), 50);
      cleanups.push(() => clearInterval(timer));
    });
    const start = performance.now();
    const failure = await failureOf(connect(url, { timeouts }).send({ to, raw }));
    expect(failure.stage).toBe("connect");
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

test("a connection that the server closed between two mails does not cost the second one", async () => {
  const sink = await startSink();
  const smtp = connect(sink.url);
  await smtp.send({ to, raw });
  sink.dropConnections();
  await smtp.send({ to, raw });
  expect(sink.mails.length).toBe(2);
});

test("many mails share five connections", async () => {
  const sink = await startSink();
  const smtp = connect(sink.url);
  await Promise.all(Array.from({ length: 60 }, () => smtp.send({ to, raw })));
  expect(sink.mails.length).toBe(60);
  expect(sink.connections).toBeLessThanOrEqual(5);
});

test("a session is not used for ever, and goodbye is said", async () => {
  const sink = await startSink();
  const smtp = connect(sink.url);
  for (let mail = 0; mail < 101; mail++) await smtp.send({ to, raw });
  expect([sink.mails.length, sink.connections]).toEqual([101, 2]);
});

test("closed while mails are under way: they are finished", async () => {
  const sink = await startSink();
  const smtp = connect(sink.url);
  const sent = Promise.all(Array.from({ length: 20 }, () => smtp.send({ to, raw })));
  smtp.close();
  await sent;
  expect(sink.mails).toHaveLength(20);
});

test("a server that does not say goodbye is left without it", async () => {
  const left = Promise.withResolvers<void>();
  const url = await startServer((write, socket) => {
    write("220 halo\r\n");
    socket.on("data", (said: Buffer) => {
      const line = said.toString();
      if (line.startsWith("QUIT")) return;
      write(line.startsWith("DATA") ? "354 teruskan\r\n" : "250 baik\r\n");
    });
    socket.on("close", () => left.resolve());
  });
  const smtp = openSmtp({ url, from: "siaga@contoh.go.id" });
  await smtp.send({ to, raw });
  const start = performance.now();
  smtp.close();
  await left.promise;
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("the server's last word is passed on", async () => {
  const sink = await startSink();
  expect(await connect(sink.url).send({ to, raw })).toMatch(/^250 /u);
});

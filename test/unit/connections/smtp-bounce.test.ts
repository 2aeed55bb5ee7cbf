import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAddressAtFault, readBounces } from "../../../src/connections/smtp/bounce.ts";
import { fromExchange, fromForwarder, fromPostfix } from "../../support/bounces/reports.ts";

const returned = { to: "budi@contoh.example", messageId: "<siaga-0a1b@contoh.example>" };
const read = (mail: string) => readBounces(Buffer.from(mail, "latin1"));

describe("what a mail server says of a mail that did not arrive", () => {
  test.each([
    [
      "Postfix",
      fromPostfix(returned),
      { recipients: ["budi@contoh.example", "budi@contoh.example"], status: "5.1.1" },
    ],
    ["Exchange", fromExchange(returned), { recipients: ["budi@contoh.example"], status: "5.1.10" }],
    [
      "a forwarder",
      fromForwarder(returned),
      { recipients: ["pribadi@lain.example", "budi@contoh.example"], status: "5.2.1" },
    ],
    [
      "line ends of Unix",
      fromPostfix(returned).replaceAll("\r\n", "\n"),
      { recipients: ["budi@contoh.example", "budi@contoh.example"], status: "5.1.1" },
    ],
  ])("%s", (_, mail, expected) => {
    expect(read(mail)).toEqual([{ messageId: returned.messageId, ...expected }]);
  });

  test("several recipients in one report", () => {
    const block = "Final-Recipient: rfc822; sari@contoh.example\r\nAction: failed\r\nStatus: 5.2.2\r\n";
    const mail = fromPostfix(returned).replace("Final-Recipient", `${block}\r\nFinal-Recipient`);
    expect(read(mail).map(({ recipients: [first], status }) => [first, status])).toEqual([
      ["sari@contoh.example", "5.2.2"],
      ["budi@contoh.example", "5.1.1"],
    ]);
  });
});

describe("what is none", () => {
  test.each([
    ["a delay", fromPostfix({ ...returned, action: "delayed", status: "4.4.1" })],
    [
      "a reply",
      "From: budi@contoh.example\nSubject: Re: [LAPOR 9100001]\nIn-Reply-To: <siaga-0a1b@contoh.example>\n\nSIAP",
    ],
    ["out of office", "Auto-Submitted: auto-replied\nContent-Type: text/plain\n\nSaya sedang cuti."],
    ["a report without its mail", fromPostfix(returned).replaceAll(returned.messageId, "")],
    ["a spam report", fromPostfix(returned).replace("message/delivery-status", "message/feedback-report")],
    ["nothing", ""],
  ])("%s", (_, mail) => {
    expect(read(mail)).toEqual([]);
  });

  test("whatever is cut off, doubled or nonsense: no error, and only well-formed answers (200 runs)", () => {
    const mails = [fromPostfix(returned), fromExchange(returned), fromForwarder(returned)];
    fc.assert(
      fc.property(
        fc.constantFrom(...mails),
        fc.nat(3000),
        fc.nat(3000),
        fc.string({ unit: "binary", maxLength: 40 }),
        (mail, from, length, noise) => {
          for (const bounce of read(mail.slice(0, from) + noise + mail.slice(from + (length % 50)))) {
            expect(bounce.status).toMatch(/^[245]\.\d{1,3}\.\d{1,3}$/u);
            expect(bounce.messageId).toMatch(/^<[^<>\s]+>$/u);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("parts within parts without end, and many edges, are read in no time", () => {
    const nested = Array.from(
      { length: 2000 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`,
    );
    const start = performance.now();
    expect(read(nested.join(""))).toEqual([]);
    expect(read(`Content-Type: multipart/report; boundary=b\n\n${"--b\n".repeat(100_000)}`)).toEqual([]);
    expect(read("a: b\n ".repeat(200_000))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

const blamed = (status: string) => isAddressAtFault({ messageId: "", recipients: [], status });

test("whose fault it is: the address's only where it or its mailbox is not there", () => {
  expect(["5.1.1", "5.1.10", "5.2.1"].map(blamed)).toEqual([true, true, true]);
  expect(["5.2.2", "5.7.1", "5.0.0", "4.4.7", "5.4.1"].map(blamed)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

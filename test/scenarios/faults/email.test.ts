import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Fault, tryOften } from "../../support/faults/try-fault.ts";
import type { Fault as MailFault } from "../../support/mail-sink.ts";
import { createAuthority } from "../../support/tls/certificates.ts";
import type { TwoDoors } from "../../support/two-doors.ts";

// The mail server puts off, breaks off, says nothing, or is not who it should be.

const folder = mkdtempSync(join(tmpdir(), "siaga-faults-"));
afterAll(() => rmSync(folder, { recursive: true }));
const authority = createAuthority();
const caFile = join(folder, "ca.pem");
writeFileSync(caFile, authority.cert);

const meet =
  (fault: MailFault, mails = 1) =>
  ({ sink }: TwoDoors) =>
    sink.fail(fault, mails);
const mailHadIt = "the server had it whole and did not say so; mail programs show one Message-ID once";

const faults: Fault[] = [
  {
    fault: "SMTP: greylisting",
    door: "email",
    strike: meet({ at: "recipient", answer: "450 4.7.1 coba lagi" }, 2),
  },
  {
    fault: "SMTP: 421 at the greeting",
    door: "email",
    strike({ sink }) {
      sink.fail({ at: "greeting", answer: "421 4.3.2 sebentar" }, 2);
      sink.dropConnections();
    },
  },
  {
    fault: "SMTP: 421 in mid-session",
    door: "email",
    strike: meet({ at: "recipient", answer: "421 4.3.2 sebentar" }, 2),
  },
  {
    fault: "SMTP: timeout in DATA, text not taken",
    door: "email",
    strike: meet({ at: "data", does: "hang" }),
  },
  {
    fault: "SMTP: timeout in DATA, text taken",
    door: "email",
    why: mailHadIt,
    strike: meet({ at: "message", does: "hang" }),
  },
  {
    fault: "SMTP: TLS failure",
    door: "email",
    options: () => ({ mail: { security: "tls", certificate: authority.issue() }, caFile }),
    strike: ({ sink }) => sink.show(createAuthority("CA Lain").issue()),
    heal({ sink, rows }) {
      expect(rows().map(({ note }) => note)).toContainEqual(expect.stringContaining("(TLS)"));
      sink.show(authority.issue());
    },
  },
  {
    fault: "SMTP: accepted, then the line is cut",
    door: "email",
    why: mailHadIt,
    strike: meet({ at: "message", does: "drop" }),
  },
];

describe("the mail server", () => {
  test.for(faults)("$fault", { timeout: 900_000 }, tryOften);
});

import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

// Node can sign but not write X.509, and a committed key would expire or leak; so the few bytes of DER are put together here.

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certificate {
  /** A server certificate for localhost, 127.0.0.1 and ::1, unless other names are given. */
  issue(names?: readonly string[], days?: { from: number; to: number }): Certificate;
}

/** A certificate authority that exists only in this process. */
export function createAuthority(name = "Siaga Uji CA"): Authority {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const make = (parts: Omit<CertificateParts, "issuer" | "signer">): string =>
    writeCertificate({ ...parts, issuer: name, signer: keys.privateKey });
  const lifetime = { from: -1, to: 30 };
  return {
    cert: make({ subject: name, key: keys.publicKey, days: lifetime, extensions: [isAuthority] }),
    key: keys.privateKey.export({ type: "pkcs8", format: "pem" }),
    issue(names = ["localhost"], days = lifetime) {
      const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const extensions = [subjectAltNames(names)];
      return {
        cert: make({ subject: names[0]!, key: own.publicKey, days, extensions }),
        key: own.privateKey.export({ type: "pkcs8", format: "pem" }),
      };
    },
  };
}

interface CertificateParts {
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly signer: KeyObject;
  readonly days: { readonly from: number; readonly to: number };
  readonly extensions: readonly Buffer[];
}

function writeCertificate({ subject, issuer, key, signer, days, extensions }: CertificateParts): string {
  const spki = key.export({ type: "spki", format: "der" });
  const serial = createHash("sha256").update(spki).digest().subarray(0, 8);
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), serial])),
    ecdsaWithSha256,
    distinguishedName(issuer),
    sequence(time(days.from), time(days.to)),
    distinguishedName(subject),
    spki,
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", body, signer);
  const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = (whole.toString("base64").match(/.{1,64}/gu) ?? []).join("\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const integer = (bytes: Buffer): Buffer => der(0x02, bytes);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));

const distinguishedName = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(commonName)))));

function time(daysFromNow: number): Buffer {
  const text = new Date(Date.now() + daysFromNow * 86_400_000).toISOString().replace(/[-:T]|\.\d+/gu, "");
  return der(0x18, Buffer.from(text));
}

const isAuthority = sequence(
  oid("551d13"),
  der(0x01, Buffer.from([0xff])),
  der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
);

function subjectAltNames(names: readonly string[]): Buffer {
  const loopback = names.includes("localhost")
    ? [der(0x87, Buffer.from([127, 0, 0, 1])), der(0x87, Buffer.from([...Array(15).fill(0), 1]))]
    : [];
  const dns = names.map((name) => der(0x82, Buffer.from(name)));
  return sequence(oid("551d11"), der(0x04, sequence(...dns, ...loopback)));
}

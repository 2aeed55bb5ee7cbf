import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isSignedBy, sign } from "../../../../src/sources/webhook/signature.ts";

const secret = "rahasia-uji-rahasia-uji-rahasia-uji-1";

test("is the HMAC-SHA256 of time, a point and the body, as openssl makes it", () => {
  // printf '1795395600.{"a":1}' | openssl dgst -sha256 -hmac rahasia-uji-rahasia-uji-rahasia-uji-1
  expect(sign(secret, { time: "1795395600", body: Buffer.from('{"a":1}') })).toBe(
    "sha256=2522d1d0c3dca08dcd5e02ef99491a5416669eeea22c95265872f7a68909efcc",
  );
});

test("holds for its secret, time and body; one changed bit of any of them, or of itself, breaks it", () => {
  const bit = fc.nat({ max: 7 });
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.nat(),
      bit,
      fc.constantFrom("body", "time", "signature", "secret"),
      (body, place, bit, what) => {
        const time = "1795395600";
        const signature = sign(secret, { time, body });
        expect(isSignedBy(["lain", secret], { time, body }, signature)).toBe(true);
        const flip = (bytes: Uint8Array) =>
          bytes.map((byte, index) => (index === place % bytes.length ? byte ^ (1 << bit) : byte));
        const flipText = (text: string) => Buffer.from(flip(Buffer.from(text, "latin1"))).toString("latin1");
        const signed = {
          time: what === "time" ? flipText(time) : time,
          body: what === "body" ? flip(body) : body,
        };
        const given = what === "signature" ? flipText(signature) : signature;
        expect(isSignedBy([what === "secret" ? flipText(secret) : secret], signed, given)).toBe(false);
      },
    ),
  );
});

test("nothing, and what is shorter or longer, is no signature", () => {
  const signed = { time: "1", body: Buffer.from("x") };
  const good = sign(secret, signed);
  for (const given of ["", good.slice(0, -1), `${good}0`, good.toUpperCase(), `${good} `])
    expect(isSignedBy([secret], signed, given)).toBe(false);
  expect(isSignedBy([], signed, good)).toBe(false);
});

import { expect, test } from "vitest";
import { readTags } from "./html.ts";

test.each(["<p>a", "<p><b>a</p></b>", "a</p>", "a < b", "<p onclick=x>a</p>", "a & b", "<p>&nbsp;</p>"])(
  "the checker refuses %j",
  (html) => {
    expect(() => readTags(html)).toThrow();
  },
);

test("the checker reads what is well formed", () => {
  expect(readTags('<p style="a:b">x &amp; y<br>z</p>')).toEqual(["p", "br", "/p"]);
});

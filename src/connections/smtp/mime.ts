/** One part of a mail: its headers by lower-case name (the first of each), and what follows them. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>;
  /** Without parameters, lower case; text/plain where nothing is said (RFC 2045 5.2). */
  readonly type: string;
  readonly body: string;
}

/** Parts in parts in parts: more is no mail that anybody sends. */
const deepest = 8;

/** The leaves of a mail, in order: what is no multipart itself (RFC 2046). Bytes count as latin1; nothing here needs more. */
export function readParts(mail: string, depth = 0): Part[] {
  const part = readPart(mail);
  const boundary = parameter(part.headers.get("content-type") ?? "", "boundary");
  if (!part.type.startsWith("multipart/") || boundary === null || depth === deepest) return [part];
  return splitAt(part.body, boundary).flatMap((each) => readParts(each, depth + 1));
}

/** The headers and the decoded body of one part. */
export function readPart(text: string): Part {
  const [head, body] = halves(text);
  const headers = readHeaders(head);
  const type = (headers.get("content-type") ?? "text/plain").split(";")[0] ?? "";
  const encoding = (headers.get("content-transfer-encoding") ?? "").toLowerCase();
  return { headers, type: type.trim().toLowerCase(), body: decode(body, encoding) };
}

/** Headers end at the first empty line; a part that begins with one has none. */
function halves(text: string): [head: string, body: string] {
  const edge = /^\r?\n|\r?\n\r?\n/u.exec(text);
  return edge ? [text.slice(0, edge.index), text.slice(edge.index + edge[0].length)] : [text, ""];
}

/** "Name: value" lines, continued ones joined; of several with one name the first. */
export function readHeaders(head: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.replaceAll(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u)) {
    const [, name, value = ""] = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/u.exec(line) ?? [];
    if (name && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value.trim());
  }
  return headers;
}

function parameter(header: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, "iu").exec(header);
  return found?.[1] ?? found?.[2] ?? null;
}

function splitAt(body: string, boundary: string): string[] {
  const parts: string[] = [];
  let lines: string[] | null = null;
  for (const line of body.split(/\r?\n/u)) {
    const edge = line.trimEnd();
    if (edge !== `--${boundary}` && edge !== `--${boundary}--`) {
      lines?.push(line);
      continue;
    }
    if (lines) parts.push(lines.join("\n"));
    if (edge.endsWith(`${boundary}--`)) return parts;
    lines = [];
  }
  return lines ? [...parts, lines.join("\n")] : parts;
}

function decode(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("latin1");
  if (encoding !== "quoted-printable") return body;
  return body
    .replaceAll(/=\r?\n/gu, "")
    .replaceAll(/=([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

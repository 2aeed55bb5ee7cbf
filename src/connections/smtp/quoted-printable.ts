const longest = 76;

/** A text, its lines ended by CRLF, as ASCII in short lines (RFC 2045 6.7). */
export function quotePrintable(text: string): string {
  return Buffer.from(text)
    .toString("latin1")
    .replace(/[^\t\r\n -<>-~]|[\t ](?=\r\n|$)/gu, escapeByte)
    .split("\r\n")
    .map(foldLine)
    .join("\r\n");
}

function escapeByte(byte: string): string {
  return `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Never within an escape. */
function foldLine(line: string): string {
  if (line.length <= longest) return line;
  return (line.match(/.{1,75}(?<!=.?)/gsu) ?? []).join("=\r\n");
}

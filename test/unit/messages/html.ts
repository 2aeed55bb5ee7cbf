const voids = new Set(["meta", "br"]);
const token =
  /<!DOCTYPE html>|<(?<close>\/)?(?<tag>[a-z][a-z0-9]*)(?<attributes>(?:\s+[a-z-]+="[^"<]*")*)\s*>/gu;

/** The tags of an HTML text in order, "/p" where p closes. Throws where tags do not match or a character is left unescaped. */
export function readTags(html: string): string[] {
  const open: string[] = [];
  const tags: string[] = [];
  for (const { groups } of html.matchAll(token)) {
    const { close, tag } = groups ?? {};
    if (tag === undefined) continue;
    tags.push(`${close ?? ""}${tag}`);
    if (close !== undefined && open.pop() !== tag) throw new Error(`</${tag}> closes nothing`);
    if (close === undefined && !voids.has(tag)) open.push(tag);
  }
  if (open.length > 0) throw new Error(`<${open.join("><")}> stays open`);
  const left = html.replace(token, "").replace(/&(?:amp|lt|gt|quot|#39);/gu, "");
  const stray = /[<>&]/u.exec(left);
  if (stray) throw new Error(`${stray[0]} is not escaped: ${left.slice(stray.index, stray.index + 40)}`);
  return tags;
}

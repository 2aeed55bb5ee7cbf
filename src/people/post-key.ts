/** The key of People.holdersByPost: one post of one unit. */
export function postKey(unitId: number, post: string): string {
  return `${unitId}/${post}`;
}

/**
 * Bad input that the person at the other end can mend. The message is one Indonesian line: what is wrong, why, what to do.
 * The command line prints it and exits with 1; nothing was changed.
 */
export class UserError extends Error {
  override name = "UserError";
}

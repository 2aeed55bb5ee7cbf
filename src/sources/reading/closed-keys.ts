/** Keys that hold a body or a reporter are refused: what is never read cannot leak. */
const closed =
  /content|body|description|deskripsi|user|reporter|pelapor|nik|ktp|phone|telp|telepon|mail|surel|address|alamat|(?:^|_)(?:isi|details?|hp)(?:_|$)/iu;

/** Whether a key or the header of a column names a body or a reporter. */
export function isClosedKey(key: string): boolean {
  return closed.test(key);
}

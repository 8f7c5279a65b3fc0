// Characters that nobody sees in a cell and that make two equal-looking texts differ, or turn the order of the text
// around: controls, zero-width and bidirectional marks. Kept as they stand (output escapes them), and counted.

const unseen = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** Whether the text holds such a character. Tabs and line ends count only where `singleLine`. */
export function hasUnseen(text: string, singleLine: boolean): boolean {
  return unseen.test(text) || (singleLine && /[\t-\r\u2028\u2029]/.test(text));
}

// Text from data, made harmless for a terminal: nothing in it can move the cursor, colour, reorder or hide what stands
// beside it. Line breaks and tabs become spaces; other controls, bidirectional overrides, invisible characters and lone
// surrogates become `?`, so that one sees that something was there.

const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const unseen =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;
const suspicious = /[^\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2e80-\ud7ff]/;

export function toVisible(text: string): string {
  return suspicious.test(text) ? text.replace(breaks, ' ').replace(unseen, '?') : text;
}

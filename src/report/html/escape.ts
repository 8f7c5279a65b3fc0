// What comes from rubric and data, made harmless for a page: as text of an element, as an attribute in double quotes, and
// as JSON within a script block. Control characters and lone surrogates, which HTML forbids, show as U+FFFD. The direction
// of a text cannot leave its cell, so marks and overrides stay as they are.

const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;
const special = /[&<>"']/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function cleanText(text: string): string {
  return text.replace(forbidden, '\ufffd');
}

export function escapeHtml(text: string): string {
  return cleanText(text).replace(special, (sign) => entities[sign]);
}

const unsafeInScript = /[<>&\u2028\u2029]/g;

/** JSON that no parser of HTML or old JavaScript reads as anything else. Texts are cleaned beforehand. */
export function escapeJson(json: string): string {
  return json.replace(unsafeInScript, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function textJson(text: string): string {
  return escapeJson(JSON.stringify(cleanText(text)));
}

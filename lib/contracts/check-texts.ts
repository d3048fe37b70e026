// The rules that all texts share: no NUL, and nothing in shown text that changes how it is read.

import { ruleBroken } from '@/lib/domain/errors';

/** Controls but tab and line feed, and what reorders or hides text (Unicode TR 36, bidirectional spoofing). */
const MISLEADING =
  /[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
const SHOWN = [
  'name',
  'organization',
  'description',
  'reason',
  'verification',
  'keptIn',
  'label',
  'title',
  'note',
];

/** Throws 422 at the first text field of `fields` that breaks a rule; `except` have their own for NUL. */
export function checkTexts(fields: object, except: readonly string[] = []): void {
  for (const [name, text] of Object.entries(fields)) {
    if (typeof text !== 'string') continue;
    if (text.includes('\0') && !except.includes(name)) {
      throw ruleBroken(`/${name}`, 'nul', 'Send a text without NUL.');
    }
    if (SHOWN.includes(name) && MISLEADING.test(text)) {
      const remedy = 'Leave out control and direction characters.';
      throw ruleBroken(`/${name}`, 'control_character', remedy);
    }
  }
}

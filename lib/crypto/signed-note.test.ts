import { describe, expect, it } from 'vitest';
import { noteSigner, openNote, signNote } from './signed-note';

const SEED = Uint8Array.from({ length: 32 }, (_, index) => index);
const NAME = 'keystow.test/audit';

/** The example of the signed-note specification and of Go's sumdb/note. */
const NEUMANN = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note: [
    'If you think cryptography is the answer to your problem,',
    "then you don't know what your problem is.",
    '',
    '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
    '',
  ].join('\n'),
};

describe('a signed note', () => {
  it('of another implementation opens with its key', () => {
    expect(openNote(NEUMANN.note, NEUMANN.key)).toMatch(/^If you think .*\n.*\n$/);
  });

  it('opens with the key that signed it, and with no other', () => {
    const signer = noteSigner(NAME, SEED);
    const note = signNote('one\n\ntwo\n', signer);
    expect(openNote(note, signer.verifierKey)).toBe('one\n\ntwo\n');
    const other = noteSigner(
      NAME,
      SEED.map((byte) => byte ^ 1),
    );
    expect(openNote(note, other.verifierKey)).toBeNull();
    const renamed = noteSigner('keystow.test/other', SEED);
    expect(openNote(note, renamed.verifierKey)).toBeNull();
    expect(openNote(note, NEUMANN.key)).toBeNull();
  });

  it('does not open once any character of it was changed or cut off', () => {
    const signer = noteSigner(NAME, SEED);
    const note = signNote('keystow\n42\nroot\n', signer);
    for (let at = 0; at < note.length - 1; at += 1) {
      const other = note[at] === 'A' ? 'B' : 'A';
      const changed = note.slice(0, at) + other + note.slice(at + 1);
      const opened = openNote(changed, signer.verifierKey);
      // The last characters of base64 hold bits that count for nothing.
      if (opened !== null) expect(opened).toBe('keystow\n42\nroot\n');
      expect(openNote(note.slice(0, at), signer.verifierKey)).toBeNull();
    }
    expect(openNote(`x${note}`, signer.verifierKey)).toBeNull();
  });

  it('refuses a text without a last line break, a name with blanks and what is no key', () => {
    const signer = noteSigner(NAME, SEED);
    expect(() => signNote('open end', signer)).toThrow(RangeError);
    expect(() => noteSigner('two words', SEED)).toThrow(RangeError);
    for (const key of [
      '',
      'x',
      'a+b+c',
      signer.verifierKey.slice(0, -4),
      `${NAME}+00000000+AAAA`,
    ]) {
      expect(() => openNote('x\n\n\u2014 x\n', key)).toThrow(RangeError);
    }
  });
});

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MasterKeyRefused, readMasterKey, readMasterKeyLeniently } from './master-key';

/** Read as a file because it holds half a surrogate pair, which bundlers take for a syntax error. */
const inputs = JSON.parse(
  readFileSync(new URL('./master-key-inputs.json', import.meta.url), 'utf8'),
) as Record<'accept' | 'reject', { n: string; v: string; mode?: string }[]>;

/** The refusal of `text`, checked to quote nothing, or null where it is accepted. */
function refusal(text: string): MasterKeyRefused | null {
  try {
    readMasterKey(text);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(MasterKeyRefused);
    const refused = error as MasterKeyRefused;
    expect(refused.cause).toBeUndefined();
    if (text.length >= 8) {
      expect(refused.message + refused.stack).not.toContain(text.slice(0, 8));
    }
    return refused;
  }
}

describe('the listed inputs', () => {
  it.each(inputs.accept)('accepts $n', ({ v, mode }) => {
    expect(readMasterKey(v).mode).toBe(mode === 'hex' ? 'hex' : 'passphrase');
  });

  it.each(inputs.reject)('refuses $n', ({ v }) => {
    expect(refusal(v)).not.toBeNull();
  });
});

describe('a refusal names its rule', () => {
  const hex = '473f6912be49b75f4fe0e96047db4bb76b7f292c8b6aa5ff388e732555bd87a2';
  const passphrase = 'k9#Vq2!mZr7@Lw4$Xt8%Pb3^Nh6&Jd5*';

  it.each([
    ['too_short', ''],
    ['too_short', passphrase.slice(1)],
    ['too_short', '🔑'.repeat(31)],
    ['typo_hex', hex.slice(1)],
    ['typo_hex', `${hex}0`],
    ['typo_hex', `0x${hex}`],
    ['typo_hex', ` ${hex}`],
    ['typo_hex', hex.slice(4)],
    ['typo_hex', `${hex}abcd`],
    ['typo_hex', `${hex.slice(0, 30)}oOlI${hex.slice(34)}`],
    ['typo_hex', `${hex.slice(0, 32)}-${hex.slice(32)}`],
    ['control_character', `${hex}\n`],
    ['control_character', `${hex}\r\n`],
    ['control_character', `${passphrase}\t`],
    ['control_character', `\u0000${passphrase}`],
    ['control_character', `${passphrase}\u007f`],
    ['control_character', `${passphrase}\u2028`],
    ['malformed', `${passphrase}\udc00`],
    ['few_bytes', 'ab'.repeat(32)],
    ['few_bytes', '00112233445566778899aabbccddeeff'.slice(0, 30).repeat(3).slice(0, 64)],
    ['periodic', '473f6912be49b75f4fe0e96048db4bb8'.repeat(2)],
    ['sequence', Array.from({ length: 32 }, (_, i) => (i + 16).toString(16)).join('')],
    ['sequence', Array.from({ length: 32 }, (_, i) => (255 - i).toString(16)).join('')],
    ['sequence', Array.from({ length: 32 }, (_, i) => (16 + i * 7).toString(16)).join('')],
    ['placeholder', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['placeholder', '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8'],
    ['few_characters', 'kq7kq7zkq7zzq7kkz7qqk7zqkz7kqzq7kz'],
    ['periodic', 'kX9#fQ2!mLr7@w4$'.repeat(2)],
    ['periodic', 'kX9#fQ2!mLr7KX9#FQ2!MLR7kx9#fq2!mlr7'],
    ['sequence', 'abcdefghijklmnopqrstuvwxyz012345'],
    ['sequence', 'ZYXWVUTSRQPONMLKJIHGFEDCBA987654'],
    ['sequence', 'qwertyuiop[]asdfghjkl;zxcvbnm,./'],
    ['sequence', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,'],
    ['sequence', 'qwertzuiopasdfghjklyxcvbnm1234567'],
    ['placeholder', 'your-master-key-goes-here-please-change'],
    ['placeholder', '<replace this with a long random string>'],
    ['placeholder', 'KEYSTOW_MASTER_KEY_CHANGE_ME_IN_PRODUCTION'],
    ['placeholder', 'change-me-to-at-least-32-characters'],
  ])('%s: %j', (reason, text) => {
    expect(refusal(text)?.reason).toBe(reason);
  });
});

describe('what is not weak is not refused', () => {
  it('random keys, as hex, base64 and letters', () => {
    for (let i = 0; i < 2000; i += 1) {
      expect(readMasterKey(randomBytes(32).toString('hex')).mode).toBe('hex');
      expect(readMasterKey(randomBytes(32).toString('base64')).mode).toBe('passphrase');
      expect(readMasterKey(randomBytes(24).toString('base64url')).mode).toBe('passphrase');
    }
  });

  it.each([
    'violet trumpet ocean marmalade gravity',
    'correct horse battery staple and nine geese',
    'Vier Füchse graben; der 5. zählt (leise) mit!',
    '🔑🦊🌊🎺🍊🪐🌲🐢🎲🧭🛶🧵🔑🦊🎺🌊🍊🌲🪐🐢🧭🎲🛶🧵🌊🦊🔑🎺🪐🍊🐢🌲',
  ])('%s', (text) => {
    expect(readMasterKey(text).mode).toBe('passphrase');
  });
});

describe('hex with a slip never becomes a passphrase', () => {
  it('with a character missing, doubled, replaced or two swapped by a letter beyond f', () => {
    const hexText = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => Buffer.from(bytes).toString('hex'));
    const slip = fc.constantFrom('', 'g', 'O', 'l', ' ', '-', 'zz', '0a');
    fc.assert(
      fc.property(hexText, fc.nat(63), slip, (hex, at, typed) => {
        expect(refusal(hex.slice(0, at) + typed + hex.slice(at + 1))?.reason).toBe('typo_hex');
      }),
    );
  });
});

describe('development reads weak keys with their weakness, and still no malformed ones', () => {
  it('says what is weak', () => {
    const { input, weakness } = readMasterKeyLeniently('00'.repeat(32));
    expect(input.mode).toBe('hex');
    expect(weakness).toBe('few_bytes');
  });

  it('refuses what cannot be meant', () => {
    for (const text of ['', 'short', '0'.repeat(63), `${'0'.repeat(64)}\n`]) {
      expect(() => readMasterKeyLeniently(text)).toThrow(MasterKeyRefused);
    }
  });
});

import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-code';
import { matchTotpStep, newTotpSeed, totpAddress, totpSeedText } from './totp';

/** RFC 6238, appendix B: the seed and its SHA-1 codes of eight digits. */
const RFC_SEED = '12345678901234567890';
const RFC_CODES = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
] as const;

const seed = () => Plaintext.fromText(RFC_SEED);
const STEP = 30;

describe('a one-time password by time', () => {
  it.each(RFC_CODES)('is that of RFC 6238, appendix B, at second %i', (second, code) => {
    // A shorter code is the end of a longer one (RFC 4226, section 5.3).
    const step = Math.floor(second / STEP);
    expect(matchTotpStep(seed(), code.slice(2), 0, second * 1000)).toBe(step);
    const secret = new TextEncoder().encode(RFC_SEED);
    expect(generateSync({ secret, epoch: second, digits: 8 })).toBe(code);
  });

  const at = (second: number) =>
    generateSync({ secret: new TextEncoder().encode(RFC_SEED), epoch: second });
  const now = 1_700_000_010;
  const step = Math.floor(now / STEP);

  it('is accepted one step around now, and not two', () => {
    const match = (offset: number) => matchTotpStep(seed(), at(now + offset * STEP), 0, now * 1000);
    expect([-2, -1, 0, 1, 2].map(match)).toEqual([null, step - 1, step, step + 1, null]);
  });

  it('works once: neither its step nor an earlier one is accepted again', () => {
    for (const last of [step, step + 1, step + 5]) {
      expect(matchTotpStep(seed(), at(now), last, now * 1000)).toBeNull();
    }
    expect(matchTotpStep(seed(), at(now + STEP), step, now * 1000)).toBe(step + 1);
  });

  it.each([['12345'], ['1234567'], ['abcdef'], ['１２３４５６'], [''], ['12 456']])(
    'is six digits and nothing else: %j',
    (code) => {
      expect(matchTotpStep(seed(), code, 0, now * 1000)).toBeNull();
    },
  );

  it('of another seed is not accepted', () => {
    expect(matchTotpStep(Plaintext.fromText('2'.repeat(20)), at(now), 0, now * 1000)).toBeNull();
  });

  it('has a new seed of 160 bits each time, which authenticators read', () => {
    const [one, other] = [newTotpSeed(), newTotpSeed()];
    expect(totpSeedText(one)).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpSeedText(one)).not.toBe(totpSeedText(other));
    const address = new URL(totpAddress(one, 'ada@acme.example'));
    expect(address.protocol).toBe('otpauth:');
    expect(decodeURIComponent(address.pathname)).toContain('Keystow:ada@acme.example');
    expect(address.searchParams.get('secret')).toBe(totpSeedText(one));
  });
});

describe('a recovery code', () => {
  it('has 80 bits, in four groups, and differs from every other', () => {
    const codes = newRecoveryCodes(10);
    for (const { text } of codes) expect(text).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
    expect(new Set(codes.map(({ text }) => text)).size).toBe(10);
  });

  it('is found however it is typed, and only as itself', () => {
    const [code, other] = newRecoveryCodes(2);
    const { text, hash } = code!;
    for (const typed of [text, text.toUpperCase(), ` ${text.replaceAll('-', ' ')} `]) {
      expect(hashRecoveryCode(typed)).toEqual(hash);
    }
    expect(other!.hash).not.toEqual(hash);
    for (const typed of ['', '123456', text.slice(1), `${text}a`, text.replace('-', '_')]) {
      expect(hashRecoveryCode(typed)).toBeNull();
    }
  });
});

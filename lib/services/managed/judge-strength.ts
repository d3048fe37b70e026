// How strong a secret is, in words: by the rules of master keys for those of ours, else by a guesser's estimate.

import 'server-only';
import { createHmac, randomBytes } from 'node:crypto';
import {
  isDevelopmentKey,
  MasterKeyRefused,
  readMasterKeyLeniently,
} from '@/lib/crypto/master-key';
import type { ManagedForm } from '@/lib/domain/managed-secret';
import { passwordScore } from '@/lib/domain/password-strength';

export interface Strength {
  /** `unrated`: nothing in it that could be guessed, or nothing that this could judge. */
  readonly grade: 'strong' | 'fair' | 'weak' | 'unrated';
  /** Says nothing of the text but how long it is. */
  readonly words: string;
}

/** Of zxcvbn's 0 to 4. */
const [FAIR_SCORE, STRONG_SCORE] = [3, 4];
const STRONG_LENGTH_MIN = 20;
/** The estimate costs time that grows faster than the length, and more is strong in any case. */
const ESTIMATED_LENGTH_MAX = 32;

/** By a digest that only this process can make: the estimate takes long, and texts are not kept. */
const judged = new Map<string, Promise<Strength>>();
const DIGEST_KEY = randomBytes(32);
const JUDGED_MAX = 500;

export function judgeStrength(form: ManagedForm, text: string): Promise<Strength> {
  const digest = createHmac('sha256', DIGEST_KEY).update(`${form}\n${text}`).digest('hex');
  const known = judged.get(digest);
  if (known) return known;
  if (judged.size >= JUDGED_MAX) judged.clear();
  const strength = judge(form, text);
  strength.catch(() => judged.delete(digest));
  judged.set(digest, strength);
  return strength;
}

async function judge(form: ManagedForm, text: string): Promise<Strength> {
  if (form === 'master key' || form === 'jwt secret') return ofKey(text);
  if (form === 'document') {
    return { grade: 'unrated', words: 'a document of credentials, which is not rated' };
  }
  if (form !== 'address') return guessed(text, 'it');
  const password = passwordIn(text);
  if (password === null) return { grade: 'unrated', words: 'there is no password in it' };
  return guessed(password, 'its password');
}

/** What a start in production asks of a master key, and of a JWT secret. */
function ofKey(text: string): Strength {
  try {
    const { input, weakness } = readMasterKeyLeniently(text);
    const refusal = isDevelopmentKey(input) ? 'development_key' : weakness;
    if (!refusal) return { grade: 'strong', words: 'as production asks of keys' };
    return { grade: 'weak', words: new MasterKeyRefused(refusal).message };
  } catch (error) {
    if (!(error instanceof MasterKeyRefused)) throw error;
    return { grade: 'weak', words: error.message };
  }
}

async function guessed(text: string, what: string): Promise<Strength> {
  const { length } = text;
  const score = await passwordScore(text.slice(0, ESTIMATED_LENGTH_MAX), []);
  const characters = length === 1 ? 'one character' : `${length} characters`;
  if (score < FAIR_SCORE)
    return { grade: 'weak', words: `${what} has ${characters} and is guessed early` };
  if (score < STRONG_SCORE || length < STRONG_LENGTH_MIN) {
    return { grade: 'fair', words: `${what} has ${characters}; longer and random is better` };
  }
  return { grade: 'strong', words: `${what} has ${characters} that are not guessed` };
}

function passwordIn(text: string): string | null {
  if (!URL.canParse(text)) return text;
  const { password } = new URL(text);
  if (password === '') return null;
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

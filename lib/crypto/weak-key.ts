// What makes a master key guessable although it is long enough: repetition, sequences and known words.

import { createHash } from 'node:crypto';

/** Stable codes: each names the rule that a key breaks. */
export type Weakness = 'few_bytes' | 'few_characters' | 'periodic' | 'sequence' | 'placeholder';

const BYTES_MIN_DISTINCT = 16;
const CHARACTERS_MIN_DISTINCT = 12;
const PERIOD_MAX = 16;
/** The share of steps, or of characters, from which a key counts as a sequence, or as known words. */
const SEQUENCE_SHARE = 0.5;
const PLACEHOLDER_SHARE = 0.75;

/** Alphabet, digits, and the rows and columns of common keyboards; each is read both ways. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789abcdef',
  '1234567890-=',
  '!@#$%^&*()_+',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
];
const NEIGHBOURS = new Set(RUNS.flatMap((run) => steps(run).flatMap(([a, b]) => [a + b, b + a])));

/** Words that examples, templates and impatient people fill a key with. */
const WORDS =
  'admin,alice,at least,bar,battery,baz,bob,bytes,change,changeit,changeme,character,' +
  'characters,chars,correct,default,demo,dev,development,do not,dolor,dummy,enter,example,fixme,' +
  'foo,generate,generated,goes,here,hex,horse,hunter,insecure,insert,install,installation,ipsum,' +
  'iloveyou,in,key,keystow,letmein,local,long,lorem,master,me,minimum,must,my,never,not,of,' +
  'only,openssl,pass,passphrase,password,placeholder,please,prod,production,put,qwerty,rand,' +
  'random,replace,root,sample,secret,secrets,secure,set,sit amet,staple,string,strong,super,' +
  'test,testing,text,that,the,this,to,todo,token,unsafe,use,user,value,very,welcome,with,word,' +
  'your,xxx';
const WORD_LIST = WORDS.replaceAll(' ', '').split(',');
const WORD_PATTERN = new RegExp(WORD_LIST.toSorted((a, b) => b.length - a.length).join('|'), 'g');

/** Digests of such words are as well known as the words, and keys of published test vectors are. */
const KNOWN_HEX = new Set([
  ...['', 'a', 'abc', '123456', ...WORD_LIST].map(sha256Hex),
  '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', // NIST SP 800-38A, F.1.5
]);

/** The rule that 32 decoded bytes break, or null. */
export function weaknessOfBytes(bytes: Uint8Array): Weakness | null {
  const hex = Buffer.from(bytes).toString('hex');
  if (KNOWN_HEX.has(hex)) return 'placeholder';
  if (new Set(bytes).size < BYTES_MIN_DISTINCT) return 'few_bytes';
  if (isPeriodic([...bytes])) return 'periodic';
  if (hasConstantStep(bytes) || isSequence(hex)) return 'sequence';
  return null;
}

/** The rule that a passphrase breaks, or null. Case is ignored except in counting characters. */
export function weaknessOfText(text: string): Weakness | null {
  const lower = text.toLowerCase();
  if (isPlaceholder(lower)) return 'placeholder';
  if (isSequence(lower)) return 'sequence';
  if (new Set(text).size < CHARACTERS_MIN_DISTINCT) return 'few_characters';
  if (isPeriodic([...lower])) return 'periodic';
  return null;
}

function isPeriodic(symbols: readonly (string | number)[]): boolean {
  const periods = Array.from({ length: PERIOD_MAX }, (_, i) => i + 1);
  return periods.some((period) => symbols.every((s, i) => i < period || s === symbols[i - period]));
}

function isSequence(lower: string): boolean {
  const all = steps(lower);
  const walked = all.filter(([a, b]) => a === b || NEIGHBOURS.has(a + b));
  return walked.length >= all.length * SEQUENCE_SHARE;
}

/** Bytes that count up or down by one and the same step, such as 00 01 02 or ff ee dd. */
function hasConstantStep(bytes: Uint8Array): boolean {
  const counts = new Map<number, number>();
  for (let i = 1; i < bytes.length; i += 1) {
    const step = (bytes[i]! - bytes[i - 1]! + 256) % 256;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return Math.max(...counts.values()) >= (bytes.length - 1) * SEQUENCE_SHARE;
}

function isPlaceholder(lower: string): boolean {
  const solid = lower.replace(/[\s\-_.:/\\|]+/g, '');
  const rest = solid.replace(WORD_PATTERN, '');
  return solid.length - rest.length >= solid.length * PLACEHOLDER_SHARE;
}

function steps(text: string): [string, string][] {
  const symbols = [...text];
  return symbols.slice(1).map((symbol, i) => [symbols[i]!, symbol]);
}

function sha256Hex(word: string): string {
  return createHash('sha256').update(word).digest('hex');
}

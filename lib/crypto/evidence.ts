// Evidence packs: signed so that one byte more, less or other shows, and opened without any console.

import { createHash } from 'node:crypto';
import { EVIDENCE_FORMAT } from '@/lib/domain/evidence';
import type { EvidencePack } from '@/lib/domain/evidence';
import { canonicalJson } from './canonical-json';
import { openCheckpoint } from './checkpoint';
import { leafHash } from './merkle';
import { rootOfPath } from './merkle-path';
import { openNote, readVerifierKey, signNote } from './signed-note';
import type { NoteSigner } from './signed-note';

/** No log is called so, and so no checkpoint begins with it: neither is taken for the other. */
const FIRST_LINE = 'keystow evidence v1';

/** Four of text, an empty one, one signature, and the end. */
const NOTE_LINES = 7;

/** Where the pack is within its page. */
const OPENING = '<script type="application/json" id="keystow-evidence">';
const CLOSING = '</script>';
const BODY_END = '</body>';

export interface SignedPack {
  /** RFC 8785. */
  readonly json: string;
  /** The page that people read, with the pack in it. */
  readonly html: string;
}

/** `page`: what people read, with a `</body>`. Each of both verifies by itself, and both hold the same. */
export function signEvidence(pack: EvidencePack, page: string, signer: NoteSigner): SignedPack {
  const note = signNote(noteText(signer.name, pack, sha256(page)), signer);
  const json = canonicalJson({
    format: EVIDENCE_FORMAT,
    html: { sha256: sha256(page) },
    note,
    pack,
  });
  return { json, html: withPack(page, json) };
}

function noteText(origin: string, pack: EvidencePack, page: string): string {
  return `${FIRST_LINE}\n${origin}\npack ${sha256(canonicalJson(pack))}\nhtml ${page}\n`;
}

export const EVIDENCE_FAULTS = [
  'form',
  'signature',
  'pack',
  'html',
  'checkpoint',
  'event',
  'proof',
] as const;
export type EvidenceFault = (typeof EVIDENCE_FAULTS)[number];

export interface OpenedEvidence {
  /** Null where what is there is no pack. */
  readonly pack: EvidencePack | null;
  /** None: it is what the key signed, and the log of the console told it. */
  readonly faults: readonly { readonly fault: EvidenceFault; readonly detail: string }[];
}

/**
 * Opens a pack, as its JSON or its page, with the pinned key (`name+hash+key`). Throws a RangeError for what is no
 * such key; whatever else is wrong is told as faults.
 */
export function openEvidence(file: string, verifierKey: string): OpenedEvidence {
  readVerifierKey(verifierKey);
  const page = pageOf(file);
  const signed = parsed(page?.json ?? file);
  const isKept = page === null || withPack(page.text, page.json) === file;
  if (!signed || !isKept || !isOneSignature(signed.note)) {
    return { pack: null, faults: [{ fault: 'form', detail: 'This is no pack.' }] };
  }
  const { pack, html, note } = signed;
  const text = openNote(note, verifierKey);
  const origin = verifierKey.trim().split('+')[0]!;
  const faults: OpenedEvidence['faults'][number][] = [];
  const check = (holds: boolean, fault: EvidenceFault, detail: string) => {
    if (!holds) faults.push({ fault, detail });
  };
  check(text !== null, 'signature', 'It was not signed by the pinned key.');
  const expected = noteText(origin, pack, html.sha256);
  check(text === null || text === expected, 'pack', 'It is not what was signed.');
  check(
    page === null || sha256(page.text) === html.sha256,
    'html',
    'The page is not the one that was signed.',
  );
  // What was not signed may have any form.
  if (faults.length === 0) faults.push(...faultsOfLog(pack, verifierKey, origin));
  return { pack, faults };
}

/** In its one spelling: the last digit of base64 has bits that nothing reads. */
function isOneSignature(note: string): boolean {
  const lines = note.split('\n');
  const signature = lines.at(-2)?.split(' ').at(-1) ?? '';
  const isSpelled = Buffer.from(signature, 'base64').toString('base64') === signature;
  return lines.length === NOTE_LINES && isSpelled;
}

function faultsOfLog(pack: EvidencePack, verifierKey: string, origin: string) {
  const checkpoint = openCheckpoint(pack.checkpoint.note, verifierKey);
  if (checkpoint?.origin !== origin || Number(checkpoint.size) !== pack.checkpoint.size) {
    return [{ fault: 'checkpoint', detail: 'Its checkpoint does not open.' }] as const;
  }
  const faults: OpenedEvidence['faults'][number][] = [];
  for (const { number, text, leaf, path } of pack.events) {
    const bytes = Buffer.from(leaf, 'hex');
    const isTold = text === null || Buffer.from(leafHash(text)).equals(bytes);
    const hashes = path.map((one) => Buffer.from(one, 'hex'));
    const root = rootOfPath(bytes, number - 1, pack.checkpoint.size, hashes);
    if (isTold && root && Buffer.from(root).equals(checkpoint.root)) continue;
    faults.push({ fault: 'event', detail: `Event ${number} is not the one of the log.` });
  }
  const closing = closingHashes(pack);
  for (const { id, sha256: stated, content } of pack.proofs) {
    const isClosed = closing.has(`${id} ${stated}`);
    if (sha256(canonicalJson(content)) === stated && isClosed) continue;
    faults.push({ fault: 'proof', detail: `The log does not commit to the proof of ${id}.` });
  }
  return faults;
}

/** What the closing events say: the id of what was closed, and the hash of its proof. */
function closingHashes({ events }: EvidencePack): Set<string> {
  return new Set(
    events.flatMap(({ text }) => {
      const event = text === null ? null : (JSON.parse(text) as ClosingEvent);
      if (!event || !['rotation_run.closed', 'leak_case.closed'].includes(event.action)) return [];
      const { rotationRun, leakCase, proof } = event.details;
      return [`${rotationRun?.id ?? leakCase?.id ?? ''} ${proof ?? ''}`];
    }),
  );
}

interface ClosingEvent {
  readonly action: string;
  readonly details: {
    readonly rotationRun?: { readonly id: string };
    readonly leakCase?: { readonly id: string };
    readonly proof?: string;
  };
}

interface SignedForm {
  readonly pack: EvidencePack;
  readonly html: { readonly sha256: string };
  readonly note: string;
}

/** Only in its one spelling: a byte that means nothing could be changed unseen otherwise. */
function parsed(json: string): SignedForm | null {
  try {
    const read = JSON.parse(json) as SignedForm & { readonly format: unknown };
    const { pack, html, note } = read;
    const isForm =
      read.format === EVIDENCE_FORMAT &&
      typeof note === 'string' &&
      typeof html.sha256 === 'string' &&
      Array.isArray(pack.events) &&
      Array.isArray(pack.proofs) &&
      typeof pack.checkpoint.note === 'string' &&
      canonicalJson(read) === json;
    return isForm ? { pack, html, note } : null;
  } catch {
    return null;
  }
}

/** No text within it can end the element. */
function withPack(page: string, json: string): string {
  const at = page.lastIndexOf(BODY_END);
  return page.slice(0, at) + OPENING + withinPage(json) + CLOSING + page.slice(at);
}

function withinPage(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

function pageOf(file: string): { readonly text: string; readonly json: string } | null {
  const from = file.lastIndexOf(OPENING);
  const to = file.indexOf(CLOSING, from);
  if (from < 0 || to < 0) return null;
  const text = file.slice(0, from) + file.slice(to + CLOSING.length);
  try {
    return { text, json: canonicalJson(JSON.parse(file.slice(from + OPENING.length, to))) };
  } catch {
    return { text, json: '' };
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

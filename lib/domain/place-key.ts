// Which references lead to one place at a backend, whatever connector and spelling they go by.

import type { ExternalBackend } from './backend';
import { variableOfReference } from './backend-reference';
import type { BackendReference } from './backend-reference';
import { accountOf, arnParts, DEFAULT_MOUNT } from './connector-reach';

type Settings = Readonly<Record<string, unknown>>;
type Where = Pick<BackendReference, 'path' | 'mount'>;

export interface PlacedReference {
  readonly kind: ExternalBackend;
  /** Of the connector. */
  readonly settings: Settings;
  readonly reference: Where;
}

/**
 * References to one place have one key: version, stage and the member or field that is meant are no part of
 * it. Of AWS several places may share a key, because neither the account of credentials nor whether an ARN
 * has its random end is known here: `isSamePlace` tells more.
 */
export function placeKey(kind: ExternalBackend, settings: Settings, reference: Where): string {
  return `${kind}:${KEYS[kind](settings, reference)}`;
}

/** Whether both may be the same place, as far as can be told without asking the backend. */
export function isSamePlace(one: PlacedReference, other: PlacedReference): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind === 'gcp') return isSameSecret(one, other);
  if (keyOf(one) !== keyOf(other)) return false;
  if (one.kind !== 'aws') return true;
  const accounts = [one, other].map(awsAccount);
  const known = accounts.every((account) => account !== null);
  if (known && accounts[0] !== accounts[1]) return false;
  const names = awsNames(other.reference.path);
  return awsNames(one.reference.path).some((name) => names.includes(name));
}

/** A text that the path of every reference to the same place has in it. */
export function placeNeedle(kind: ExternalBackend, { path }: Where): string {
  if (kind === 'env') return '';
  return kind === 'aws' ? awsNames(path).at(-1)! : lastPart(path);
}

const KEYS: Readonly<Record<ExternalBackend, (settings: Settings, reference: Where) => string>> = {
  aws: (settings, { path }) => {
    const region = arnParts(path)?.region ?? String(settings['region'] ?? '');
    return `${region}:${withoutRandom(awsNames(path)[0]!)}`;
  },
  gcp: (settings, { path }) => `${projectOf(settings, path)}:${lastPart(path)}`,
  // As Vault itself reads it: where a namespace ends, and where a mount, is decided there.
  vault: (settings, { path, mount }) => {
    const given = String(settings['namespace'] ?? '');
    const namespace = given === 'root' ? '' : given;
    const whole = [namespace, mount ?? settings['mount'] ?? DEFAULT_MOUNT, 'data', path];
    return `${hostOf(String(settings['address'] ?? ''))}/${whole.filter(Boolean).join('/')}`;
  },
  env: (settings, { path }) => {
    const file = settings['path'] === undefined ? '' : resolved(String(settings['path']));
    return `${String(settings['source'] ?? '')}:${file}:${variableOfReference({ path })}`;
  },
};

function keyOf({ kind, settings, reference }: PlacedReference): string {
  return placeKey(kind, settings, reference);
}

/** Six characters that AWS adds to the name in an ARN. */
const RANDOM = /-[A-Za-z0-9]{6}$/;

function withoutRandom(name: string): string {
  return name.replace(RANDOM, '');
}

/** The names it may stand for, the shortest last: an ARN is taken with its random end and without. */
function awsNames(path: string): string[] {
  const arn = arnParts(path);
  if (!arn) return [path];
  return RANDOM.test(arn.name) ? [arn.name, withoutRandom(arn.name)] : [arn.name];
}

/** Null where it is not known. */
function awsAccount({ settings, reference }: PlacedReference): string | null {
  return arnParts(reference.path)?.account ?? accountOf(settings);
}

function projectOf(settings: Settings, path: string): string {
  return /^projects\/([^/]+)\//.exec(path)?.[1] ?? String(settings['project'] ?? '');
}

/** A project has a number as well: which one it is of is not known here. */
function isSameSecret(one: PlacedReference, other: PlacedReference): boolean {
  const both = [one, other];
  const [project, second] = both.map(({ settings, reference }) =>
    projectOf(settings, reference.path),
  );
  const numbers = [project!, second!].filter((text) => /^\d+$/.test(text)).length;
  return (
    lastPart(one.reference.path) === lastPart(other.reference.path) &&
    (project === second || numbers === 1)
  );
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function hostOf(address: string): string {
  if (!URL.canParse(address)) return address;
  const { hostname, port, protocol } = new URL(address);
  return `${hostname.replace(/\.$/, '')}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

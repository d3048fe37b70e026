// How far a connector goes: to what its globs name, and without any to what is its own by its settings.

import type { ExternalBackend } from './backend';
import { isAllowedReference } from './backend-reference';
import type { BackendReference } from './backend-reference';

export interface ReachingConnector {
  readonly kind: ExternalBackend;
  /** As the contract of connectors has checked them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly allowed: readonly string[];
}

/** Whether the connector may be used for the reference. */
export function reachesReference(
  { kind, settings, allowed }: ReachingConnector,
  reference: BackendReference,
): boolean {
  return allowed.length > 0
    ? isAllowedReference(kind, allowed, reference)
    : isOwnPlace(kind, settings, reference);
}

/** What an ARN of Secrets Manager says before the name. */
const ARN = /^arn:[a-z-]+:secretsmanager:([a-z0-9-]+):(\d{12}):secret:/;

export interface ArnParts {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** Null for a name alone. */
export function arnParts(path: string): ArnParts | null {
  const [whole, region, account] = ARN.exec(path) ?? [];
  if (whole === undefined) return null;
  return { region: region!, account: account!, name: path.slice(whole.length) };
}

/** The account of the role that it takes on; null where its credentials alone tell. */
export function accountOf(settings: Readonly<Record<string, unknown>>): string | null {
  return /^arn:[a-z-]+:iam::(\d{12}):/.exec(String(settings['roleArn'] ?? ''))?.[1] ?? null;
}

const OWN: Readonly<
  Record<
    ExternalBackend,
    (settings: Readonly<Record<string, unknown>>, reference: BackendReference) => boolean
  >
> = {
  // Whose account the credentials are of is not known here: an ARN is then allowed by a glob alone.
  aws: (settings, { path }) => {
    const arn = arnParts(path);
    return (
      arn === null || (arn.region === settings['region'] && arn.account === accountOf(settings))
    );
  },
  gcp: ({ project }, { path }) => !path.includes('/') || path.startsWith(`projects/${project}/`),
  vault: (settings, { mount }) => mount === null || mount === (settings['mount'] ?? DEFAULT_MOUNT),
  env: () => true,
};

export const DEFAULT_MOUNT = 'secret';

function isOwnPlace(
  kind: ExternalBackend,
  settings: Readonly<Record<string, unknown>>,
  reference: BackendReference,
): boolean {
  return OWN[kind](settings, reference);
}

/** Where Vault keeps what is its own: what is asked for there could mean anything. */
const RESERVED = ['sys', 'auth', 'audit', 'identity', 'cubbyhole'];

/**
 * Whether a mount or a namespace leads to what is Vault's own, at any of its segments: those before it may be
 * namespaces. Spellings that a proxy on the way could read alike count as well.
 */
export function isReservedMount(mount: string): boolean {
  const segments = unescaped(mount).toLowerCase().split(/[/\\]/);
  return segments.some((one) => RESERVED.includes(one) || one === '..' || one === '.');
}

/** However often it was percent-encoded; what is no encoding stays. */
function unescaped(text: string): string {
  const once = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return once === text ? text : unescaped(once);
}

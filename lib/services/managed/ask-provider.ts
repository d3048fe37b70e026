// The cloud that SECRET_PROVIDER names: reads the console's own secrets with the console's own identity.

import 'server-only';
import type { Backend, Fetched, Outcome } from '@/lib/backends/backend';
import { openBackend } from '@/lib/backends/registry';
import { BackendFault } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import { HiddenText } from '@/lib/env';
import type { Env, ProviderSettings } from '@/lib/env';
import type { FoundSecret } from './found-secret';

export type CloudSettings = ProviderSettings & { readonly provider: 'aws' | 'gcp' };

export function isCloud(settings: ProviderSettings): settings is CloudSettings {
  return settings.provider !== 'env';
}

export const PROVIDER_NAMES = { aws: 'AWS Secrets Manager', gcp: 'Google Secret Manager' } as const;

/** What was found, and why others could not be looked for; absent ones are in neither. */
export interface Asked {
  readonly found: ReadonlyMap<string, FoundSecret>;
  readonly faults: ReadonlyMap<string, BackendFault>;
}

/** `names`, each below the prefix. A cloud's own library is loaded by this and not before. */
export async function askProvider(
  settings: CloudSettings,
  names: readonly string[],
  stop: AbortSignal,
): Promise<Asked> {
  const found = new Map<string, FoundSecret>();
  const faults = new Map<string, BackendFault>();
  if (names.length === 0) return { found, faults };
  const outcomes = await withProvider(settings, (backend) =>
    backend.get(
      names.map((name) => parseReference(settings.provider, settings.prefix + name)),
      stop,
    ),
  ).catch((error: unknown) => failed(error, names));
  for (const [index, name] of names.entries()) {
    const outcome = outcomes[index]!;
    if (outcome.ok) found.set(name, foundAt(settings, name, outcome.got));
    else if (outcome.fault.code !== 'absent') faults.set(name, outcome.fault);
  }
  return { found, faults };
}

/** The backend is open while `work` runs. Throws a `BackendFault` where it cannot be opened. */
export async function withProvider<T>(
  settings: CloudSettings,
  work: (backend: Backend) => Promise<T>,
): Promise<T> {
  const backend = await openBackend(
    { kind: settings.provider, settings: connectionOf(settings), credentials: null },
    ownIdentity(settings),
  );
  try {
    return await work(backend);
  } finally {
    backend.close();
  }
}

function connectionOf({ provider, region, endpoint, project }: CloudSettings) {
  if (provider === 'gcp') return { identity: 'own', project };
  return { identity: 'own', region, ...(endpoint === undefined ? {} : { endpoint }) };
}

/** What a backend reads of the settings; whoever may start the console may lend its identity to it. */
function ownIdentity({ production, backendPrivateHosts, provider }: CloudSettings): Env {
  return { production, backendPrivateHosts, backendOwnIdentity: [provider] } as Partial<Env> as Env;
}

function foundAt({ provider, prefix }: CloudSettings, name: string, { value }: Fetched) {
  const text = value.use((bytes) => Buffer.from(bytes).toString('utf8'));
  const reference = prefix + name;
  const source = `${PROVIDER_NAMES[provider]}, ${reference}`;
  return { text: new HiddenText(text), source, reference };
}

function failed(error: unknown, names: readonly string[]): Outcome<Fetched>[] {
  if (!(error instanceof BackendFault)) throw error;
  return names.map(() => ({ ok: false, fault: error }));
}

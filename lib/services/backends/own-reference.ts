// Which places of a cloud hold the secrets that the console itself starts with: no connector leads there.

import 'server-only';
import type { ExternalBackend } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Env } from '@/lib/env';

export type ProviderPlace = Pick<Env, 'secretProvider' | 'secretProviderPrefix'>;

export const OWN_REFERENCE =
  'What begins with SECRET_PROVIDER_PREFIX is Keystow’s own, which no secret may refer to. Keep the value under another name.';

/** In whatever account or project: credentials of a connector may belong to that of the console. */
export function isOwnReference(
  { secretProvider, secretProviderPrefix }: ProviderPlace,
  kind: ExternalBackend,
  { path }: Pick<BackendReference, 'path'>,
): boolean {
  if (kind === 'env' || kind !== secretProvider) return false;
  return nameWithin(path).startsWith(nameWithin(secretProviderPrefix));
}

/** Without what an ARN, or a resource name at Google, says before it. */
function nameWithin(path: string): string {
  return path.replace(/^arn:.*?:secret:/, '').replace(/^projects\/[^/]*\/secrets\//, '');
}

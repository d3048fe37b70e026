// Random values for the sample organization, each in the shape of its type.

import { randomBytes } from 'node:crypto';
import { generateValue } from '@/lib/domain/generate-value';
import { Plaintext } from '@/lib/domain/plaintext';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { readValueParts } from '@/lib/domain/value-parts';
import type { SecretInput } from '@/lib/services/secrets/secret-input';
import type { Sample } from './demo-samples';

/** A new one with every call. */
export async function sampleValue({
  key,
  type,
}: Sample): Promise<Pick<SecretInput, 'plaintext' | 'format'>> {
  if (type === 'oauth_tokens') {
    const [access_token, refresh_token] = [`gho_${random(27)}`, `ghr_${random(40)}`];
    const tokens = { access_token, refresh_token, token_type: 'bearer', scope: 'repo' };
    return { plaintext: readValueParts(tokens), format: 'object' };
  }
  if (type === 'auth_profile') {
    const login = { username: 'keystow-demo', password: random(18), url: 'sftp://drop.example' };
    return { plaintext: readValueParts(login), format: 'object' };
  }
  return { plaintext: Plaintext.fromText(await textOf(key, type)), format: 'utf8' };
}

async function textOf(key: string, type: Sample['type']): Promise<string> {
  if (type === 'api_key') return `demo_${random(24)}`;
  if (type === 'database_url') {
    const scheme = key.startsWith('REDIS') ? 'rediss' : 'postgresql';
    return `${scheme}://app:${random(18)}@db.internal/app`;
  }
  return generateValue(TYPE_RULES[type].preset ?? 'password');
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

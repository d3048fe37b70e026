// From the form of a connector to what the services take: credentials become Plaintext at once.

import 'server-only';
import type { z } from 'zod';
import { CREDENTIAL, SETTING } from '@/lib/contracts/connector-form';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { readFields, readSecretField } from './form-fields';

interface Given {
  readonly settings: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, Plaintext>>;
}

/** Settings and credentials that are left empty count as left out. Throws as `readFields`. */
export function readConnectorForm<T>(form: FormData, schema: z.ZodType<T>): T & Given {
  const fields = readFields(form, schema, [`${SETTING}*`, `${CREDENTIAL}*`]);
  const credentials = namesOf(form, CREDENTIAL).map(
    (name) => [name, readSecretField(form, `${CREDENTIAL}${name}`)] as const,
  );
  const settings = namesOf(form, SETTING).map(
    (name) => [name, String(form.get(`${SETTING}${name}`)).trim()] as const,
  );
  return {
    ...fields,
    settings: Object.fromEntries(settings),
    credentials: Object.fromEntries(credentials),
  };
}

function namesOf(form: FormData, prefix: string): string[] {
  const names = [...new Set(form.keys())].filter((name) => name.startsWith(prefix));
  return names.filter((name) => form.get(name) !== '').map((name) => name.slice(prefix.length));
}

/** What `work` refuses of a setting or a credential is refused at its field of the form. */
export async function connectorFieldNames<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeystowError) || !error.extras.issues) throw error;
    const issues = error.extras.issues.map((issue) => ({
      ...issue,
      pointer: issue.pointer
        .replace('/settings/', `/${SETTING}`)
        .replace('/credentials/', `/${CREDENTIAL}`)
        .replace(/^\/allowed\/.*/, '/allowed'),
    }));
    throw new KeystowError(error.code, error.message, { ...error.extras, issues });
  }
}

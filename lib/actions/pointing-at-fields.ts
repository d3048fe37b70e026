// Refusals of services speak of requests; a form has fields of other names.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import type { Source } from './read-secret-form';

/** Runs `work`; where it refuses something, the refusal points at the field that it came in. */
export async function pointingAtFields<T>(source: Source, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeystowError) || !error.extras.issues) throw error;
    const issues = error.extras.issues.map((issue) => ({
      ...issue,
      pointer: fieldPointer(source, issue.pointer),
    }));
    throw new KeystowError(error.code, error.message, { ...error.extras, issues });
  }
}

function fieldPointer(source: Source, pointer: string): string {
  if (pointer === '/expiresAt') return '/expiresOn';
  if (source === 'parts') return pointer.replace(/^\/value\//, '/part.');
  if (source === 'elsewhere') return pointer.replace(/^\/value$/, '/valueThere');
  return source === 'file' ? pointer.replace(/^\/value$/, '/valueFile') : pointer;
}

// Why a command failed, in a line for people and a stable code for programs.

import { RequestRefused } from '@/lib/client/request-refused';
import { DeliveryRefused } from '@/lib/crypto/delivery-refused';
import { MasterKeyRefused } from '@/lib/crypto/master-key';
import { KeystowError } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';
import { EnvRefusal } from '@/lib/env';
import { CommandRefused, UsageRefused } from './command-refused';

export const EXIT = { done: 0, refused: 1, usage: 2, defect: 125 } as const;

export interface Explained {
  readonly code: string;
  readonly message: string;
  readonly exit: number;
}

/** The console's own words are for whoever signs in. */
const TOKEN_REFUSED =
  'The console does not take that token: it is not known there, has expired, was revoked or, that of a brief, is used up. Set KEYSTOW_TOKEN to one that is live, or run keystow login again.';

/** Quotes nothing of an error that nobody expected. `exit` is one of `EXIT`. */
export function explainError(error: unknown): Explained {
  if (error instanceof UsageRefused) return { ...told(error.code, error), exit: EXIT.usage };
  if (error instanceof CommandRefused) return { ...told(error.code, error), exit: EXIT.refused };
  if (error instanceof KeystowError) {
    return { ...told(error.code, error, error.extras.issues), exit: EXIT.refused };
  }
  if (error instanceof RequestRefused && error.code === 'unauthenticated') {
    return { code: error.code, message: TOKEN_REFUSED, exit: EXIT.refused };
  }
  if (error instanceof RequestRefused) {
    return { ...told(error.code, error, error.issues), exit: EXIT.refused };
  }
  if (error instanceof MasterKeyRefused)
    return { ...told(error.reason, error), exit: EXIT.refused };
  if (error instanceof DeliveryRefused) return { ...told(error.code, error), exit: EXIT.refused };
  if (error instanceof EnvRefusal) return { ...told('environment', error), exit: EXIT.refused };
  if (isMissingPackage(error)) {
    const message =
      'This command needs the packages of Keystow. Run it in the folder of Keystow, after npm ci.';
    return { code: 'packages_missing', message, exit: EXIT.refused };
  }
  // Nobody vouches for what a library quotes in its message.
  const name = error instanceof Error ? error.name : typeof error;
  const at = error instanceof Error ? (error.stack?.split('\n    at ')[1] ?? '') : '';
  return {
    code: 'internal',
    message: `A defect of keystow itself (${name}${at ? ` at ${at.trim()}` : ''}). Please report it.`,
    exit: EXIT.defect,
  };
}

/** Where single fields are wrong, each on a line of its own. */
function told(code: string, error: Error, issues: readonly FieldIssue[] = []) {
  const fields = issues.filter((issue) => !error.message.includes(issue.message));
  const lines = fields.map(({ pointer, message }) =>
    pointer ? `${pointer}: ${message}` : message,
  );
  return { code, message: [error.message, ...lines].join('\n') };
}

function isMissingPackage(error: unknown): boolean {
  const codes = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

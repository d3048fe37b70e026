// What happens to a request that does not fit its schema, and the one rule that all texts share.

import 'server-only';
import type { Hook } from '@hono/zod-openapi';
import { fieldIssues } from '@/lib/contracts/field-issues';
import { checkTexts } from '@/lib/contracts/check-texts';
import { KeystowError } from '@/lib/domain/errors';
import type { ApiEnvironment } from './api-environment';

type InputHook = Hook<unknown, ApiEnvironment, string, Response | undefined>;

/** Fields with rules and words of their own for NUL, and the path, where nothing with NUL is found. */
const OWN_RULES = ['key', 'value', 'valueBase64'];

/** Throws 400 `invalid_shape` with pointers and codes, 422 for NUL, which PostgreSQL cannot store. */
export const checkInput: InputHook = (result) => {
  if (!result.success) {
    throw new KeystowError('invalid_shape', undefined, {
      issues: fieldIssues(result.error, Reflect.get(result, 'data')),
    });
  }
  if (result.target === 'param') return;
  checkTexts(result.data as object, OWN_RULES);
};

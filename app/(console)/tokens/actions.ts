'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { createTokenForm, revokeTokenForm, rotateTokenForm } from '@/lib/contracts/token-form';
import { createToken } from '@/lib/services/tokens/create-token';
import { revokeToken } from '@/lib/services/tokens/revoke-token';
import { rotateToken } from '@/lib/services/tokens/rotate-token';

/** Answers the token's text, this once. */
export const createTokenAction = formAction(async (ctx, form) =>
  createToken(ctx, readFields(form, createTokenForm)),
);

/** Answers the new token's text, this once. */
export const rotateTokenAction = formAction(async (ctx, form) => {
  const { id, overlapSeconds } = readFields(form, rotateTokenForm);
  return rotateToken(ctx, id, { overlapSeconds });
});

export const revokeTokenAction = formAction(async (ctx, form) => {
  const { id } = readFields(form, revokeTokenForm);
  await revokeToken(ctx, id);
  return { id };
});

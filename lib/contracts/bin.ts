// The bin as it is listed: what was deleted, by whom, and until when it can come back.

import { z } from 'zod';
import { scopeReference } from './scope';
import { secretType } from './secret';

export const binnedSecret = z
  .object({
    id: z.string(),
    key: z.string(),
    type: secretType,
    /** How many versions it has had; they come back, or go, with it. */
    versions: z.number().int(),
    deletedAt: z.iso.datetime(),
    deletedBy: z.string().nullable(),
    /** From then on it is purged. */
    purgeAt: z.iso.datetime(),
    /** The scope has a new secret of this name, so this one cannot come back. */
    nameTaken: z.boolean(),
  })
  .meta({ id: 'BinnedSecret' });

export type BinnedSecret = z.infer<typeof binnedSecret>;

export const binList = z
  .object({ items: z.array(binnedSecret), next: z.string().nullable() })
  .meta({ id: 'Bin' });

export type BinList = z.infer<typeof binList>;

export const listBinQuery = z.strictObject({
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListBinQuery = z.infer<typeof listBinQuery>;

/** The fields of the bin's forms. */
export const restoreForm = z.strictObject({ scope: scopeReference, secretId: z.string().max(100) });

export const purgeForm = restoreForm
  .extend({
    key: z.string(),
    /** The name again, as the person typed it. */
    typed: z.string().max(200),
  })
  .refine(({ key, typed }) => key === typed, { path: ['typed'] });

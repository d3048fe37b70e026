'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { readImportText } from '@/lib/actions/read-import-text';
import { importForm } from '@/lib/contracts/import';
import { anyKind } from '@/lib/services/access/authorize';
import { importSecrets } from '@/lib/services/secrets/import-secrets';

/** Says what would become of each row; writes nothing. */
export const reviewImportAction = formAction(async (ctx, form) => {
  const { scope, ...fields } = readFields(form, importForm, ['text']);
  return importSecrets(ctx, anyKind(scope), { ...fields, text: readImportText(form) });
});

/** Writes the rows that are not discarded, all or none. */
export const applyImportAction = formAction(async (ctx, form) => {
  const { scope, ...fields } = readFields(form, importForm, ['text']);
  return importSecrets(ctx, anyKind(scope), { ...fields, text: readImportText(form), apply: true });
});

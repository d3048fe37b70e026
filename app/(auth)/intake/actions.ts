'use server';

import { openFormAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { pointingAtFields } from '@/lib/actions/pointing-at-fields';
import { readValue, VALUE_FIELDS } from '@/lib/actions/read-secret-form';
import { holderOfLink } from '@/lib/auth/holder-of-link';
import { answerIntakeForm, readIntakeBody } from '@/lib/contracts/intake';
import { answerIntake } from '@/lib/services/intake/answer-intake';
import { readIntake } from '@/lib/services/intake/read-intake';

/** What the link asks for; nothing is used up. */
export const readIntakeAction = openFormAction(async (form) => {
  const { link } = readFields(form, readIntakeBody);
  return readIntake(...(await holderOfLink(link)));
});

/** Seals one value and uses its item up. */
export const answerIntakeAction = openFormAction(async (form) => {
  const { link, item, source } = readFields(form, answerIntakeForm, VALUE_FIELDS);
  const value = await readValue(form, source);
  const [installation, holder] = await holderOfLink(link);
  return pointingAtFields(source, () => answerIntake(installation, holder, { item, value }));
});

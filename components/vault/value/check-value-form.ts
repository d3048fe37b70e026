// Looks at a form that seals a value before it is sent: what is missing, and what need not be sent.

import type { FormIssue } from '@/lib/contracts/form-state';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { fileFault } from './file-facts';
import { partFieldName } from './part-field-name';

/**
 * Takes out the fields that `suggested` names: they show what the console would choose, and it chooses
 * better once it has the value. Values are looked at for being there, and for nothing else.
 */
export function checkValueForm(form: FormData): readonly FormIssue[] {
  const issues = issuesOf(form);
  for (const name of form.getAll('suggested')) form.delete(String(name));
  form.delete('suggested');
  return issues;
}

function issuesOf(form: FormData): readonly FormIssue[] {
  const source = form.get('source');
  if (source === 'file') {
    const message = fileFault(form);
    return message === null ? [] : [{ pointer: '/valueFile', message }];
  }
  if (source === 'elsewhere') {
    if (!isEmpty(form, 'reference') || !isEmpty(form, 'valueThere')) return [];
    return [{ pointer: '/reference', message: 'Say where the backend keeps the value.' }];
  }
  if (source === 'alias' && isEmpty(form, 'aliasOf')) {
    return [{ pointer: '/aliasOf', message: 'Name the secret whose value it delivers.' }];
  }
  const type = SECRET_TYPES.find((one) => one === form.get('type'));
  const parts = (source === 'parts' && type && TYPE_RULES[type].parts) || [];
  return parts
    .map((part) => ({ ...part, field: partFieldName(part.name) }))
    .filter(({ required, field }) => required && isEmpty(form, field))
    .map(({ field }) => ({ pointer: `/${field}`, message: 'This part is needed.' }));
}

function isEmpty(form: FormData, name: string): boolean {
  const entry = form.get(name);
  return typeof entry !== 'string' || entry === '';
}

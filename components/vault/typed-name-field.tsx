import type { FormIssue } from '@/lib/contracts/form-state';
import { TextField } from '@/components/ui/text-field';

interface TypedNameFieldProps {
  /** The name of the field in the form. */
  readonly field: string;
  /** What is to be typed. */
  readonly name: string;
}

/** Asks for a name to be typed before what bears it goes. */
export function TypedNameField({ field, name }: TypedNameFieldProps) {
  return (
    <TextField
      name={field}
      label={`Type ${name} to confirm`}
      mono
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}

export function checkTypedName(form: FormData, field: string, name: string): readonly FormIssue[] {
  if (form.get(field) === name) return [];
  return [{ pointer: `/${field}`, message: `Type ${name}, exactly as it is written here.` }];
}

import { TextField } from '@/components/ui/text-field';

/** The number of the operator's own change record. */
export function ChangeNumberField() {
  return (
    <TextField
      name="changeNumber"
      label="Change number"
      optional
      autoComplete="off"
      maxLength={200}
      hint="Of your own change record. It is kept with the evidence."
    />
  );
}

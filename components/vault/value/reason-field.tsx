import { TextField } from '@/components/ui/text-field';

/** Why a change is made, for whoever reads the audit log. */
export function ReasonField() {
  return (
    <TextField
      name="reason"
      label="Reason"
      optional
      autoComplete="off"
      hint="Goes into the audit log. Do not put the value here."
    />
  );
}

import { LinesField } from '@/components/ui/lines-field';

/** How a change was found to work, in the words of whoever looked. */
export function VerificationField({ optional = true }: { readonly optional?: boolean }) {
  return (
    <LinesField
      name="verification"
      label="How it was verified"
      optional={optional}
      maxLength={1000}
      hint="Kept in the audit log for good: no secret belongs here."
    />
  );
}

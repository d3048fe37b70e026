import type { FormIssue } from '@/lib/contracts/form-state';
import { TextField } from '@/components/ui/text-field';

const FINGERPRINT = /^\s*mk_[0-9a-f]{16}\s*$/i;

/** Takes the fingerprint of a master key, typed from a copy rather than from the page. */
export function FingerprintField({ label }: { readonly label: string }) {
  return (
    <TextField
      name="fingerprint"
      label={label}
      mono
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      placeholder="mk_"
    />
  );
}

export function checkFingerprint(form: FormData): readonly FormIssue[] {
  if (FINGERPRINT.test(String(form.get('fingerprint') ?? ''))) return [];
  const message = 'A fingerprint is mk_ and 16 hex digits.';
  return [{ pointer: '/fingerprint', message }];
}

import { TextField } from '@/components/ui/text-field';

/** What the identity provider calls a group. */
export function ProviderNameField({ initial }: { readonly initial?: string | null }) {
  return (
    <TextField
      name="externalName"
      label="Name at the identity provider"
      optional
      mono
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      defaultValue={initial ?? ''}
      hint="Whoever signs on there with a group of exactly this name is in it, until a sign-on without."
    />
  );
}

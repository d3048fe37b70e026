import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';

/** The way from a link that sets a password and does not work. */
export function SignInInstead() {
  return (
    <Link href="/sign-in" className={buttonClass()}>
      Sign in
    </Link>
  );
}

/** Tells password managers whose password the form sets; it is taken out before the form is sent. */
export function UsernameOfPassword({ email }: { readonly email: string }) {
  return (
    <input
      type="text"
      name="username"
      autoComplete="username"
      defaultValue={email}
      hidden
      readOnly
    />
  );
}

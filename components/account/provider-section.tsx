import type { SignInWays } from '@/lib/contracts/account';
import { TimeAgo } from '@/components/ui/time-ago';

/** The identity providers an account is linked to, and what that means for its password. */
export function ProviderSection({ ways }: { readonly ways: SignInWays }) {
  const { password, providers } = ways;
  if (password && providers.length === 0) return null;
  const names = providers.map(({ name }) => name).join(', ') || 'an identity provider';
  return (
    <section aria-labelledby="sign-on" className="mb-8 max-w-120">
      <h2 id="sign-on" className="mb-3 text-15 font-medium">
        Sign-on
      </h2>
      <p>
        {password
          ? `You may sign on through ${names} instead of your password. It decides itself whether to ask for a second factor; the one here is asked beside the password alone.`
          : `You sign on through ${names}; there is no password here. A second factor is set up there too: one of this console would never be asked.`}
      </p>
      <ul className="mt-2">
        {providers.map(({ name, linkedAt, lastSignedOnAt }) => (
          <li key={name} className="text-ink-muted">
            {name}: linked <TimeAgo instant={linkedAt} />
            {lastSignedOnAt ? (
              <>
                , last used <TimeAgo instant={lastSignedOnAt} />
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

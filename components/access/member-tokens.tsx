import Link from 'next/link';
import type { TokenSummary } from '@/lib/contracts/token';
import { TimeAgo } from '@/components/ui/time-ago';

/** The tokens a person made: they keep working when his roles change. */
export function MemberTokens({ tokens }: { readonly tokens: readonly TokenSummary[] }) {
  return (
    <section aria-labelledby="member-tokens" className="mt-5 border-t border-line pt-4">
      <h2 id="member-tokens" className="mb-2 font-medium">
        Tokens this person made
      </h2>
      {tokens.length === 0 ? (
        <p>None that work.</p>
      ) : (
        <>
          <ul className="space-y-1.5">
            {tokens.map((token) => (
              <li key={token.id} className="break-words">
                <Link
                  href={`/tokens?scope=${encodeURIComponent(token.scope.path)}`}
                  className="underline"
                >
                  {token.name}
                </Link>{' '}
                on <span className="font-mono text-12">{token.scope.path}</span>,{' '}
                <span className="text-ink-muted">
                  {token.lastUsedAt ? (
                    <>
                      last used <TimeAgo instant={token.lastUsedAt} />
                    </>
                  ) : (
                    'never used'
                  )}
                </span>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-12 text-ink-muted">
            What a token may do was fixed when it was made: it goes on until it is revoked.
          </p>
        </>
      )}
    </section>
  );
}

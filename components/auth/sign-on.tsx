import { asSignOnRefusal, signOnRefusalText } from '@/lib/domain/sign-on';
import { buttonClass } from '@/components/ui/button';
import { Status } from '@/components/ui/status';

/** Why sign-on through the provider came to nothing; nothing for a text that is no such reason. */
export function SignOnRefused({
  reason,
  provider,
}: {
  /** From the page's address, so it may be anything. */
  readonly reason: unknown;
  readonly provider: string;
}) {
  const refusal = asSignOnRefusal(reason);
  if (refusal === null) return null;
  return (
    <div role="alert" className="mb-4 rounded-md bg-panel p-3">
      <Status tone="danger">{signOnRefusalText(refusal, provider)}</Status>
    </div>
  );
}

/** Leaves for the identity provider; afterwards it leads to `destination`, a path of this console. */
export function SignOnLink({
  provider,
  destination,
}: {
  readonly provider: string;
  readonly destination: string;
}) {
  const query = new URLSearchParams({ next: destination });
  return (
    <div className="mt-6 border-t border-line pt-6">
      {/* No <Link>: following it leaves the console, so nothing may fetch it ahead. */}
      <a
        href={`/api/auth/signin/oidc?${query.toString()}`}
        className={buttonClass({ className: 'max-w-full' })}
      >
        <span className="truncate">Sign on through {provider}</span>
      </a>
    </div>
  );
}

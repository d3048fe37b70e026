import Link from 'next/link';

/** The address names a scope that does not exist, or that this person may not know of. */
export function ScopeUnknown() {
  return (
    <div className="py-8">
      <h1 className="text-15 font-medium">There is no such scope</h1>
      <p className="mt-2">
        The one in this address does not exist, was renamed, or you may not know of it. Choose
        another above, or{' '}
        <Link href="/vault" className="text-accent underline">
          go to the vault
        </Link>
        .
      </p>
    </div>
  );
}

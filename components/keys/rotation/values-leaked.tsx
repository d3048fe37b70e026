import type { ReactNode } from 'react';

/** No key cures a known value: says what does. */
export function ValuesLeaked({ children }: { readonly children: ReactNode }) {
  return (
    <section aria-label="What to do" className="mt-5">
      <h2 className="font-medium">No change of keys helps here</h2>
      <p className="mt-1">
        Whoever knows a value needs no key to use it. Each of those secrets must be replaced:
      </p>
      <ol className="mt-2 mb-4 list-decimal space-y-1 pl-5">
        <li>Revoke it at its provider at once.</li>
        <li>Make a new one there, and seal it in the vault as the next version.</li>
        <li>Start what uses it again, and see that the new value works and the old one fails.</li>
        <li>Look through the logs of the provider for use that was not yours.</li>
      </ol>
      {children}
    </section>
  );
}

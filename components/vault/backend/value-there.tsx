'use client';

import type { SecretSummary } from '@/lib/contracts/secret';
import { BACKEND_WORD } from '../secret-words';
import { takesValues } from './reference-fields';
import { useServingConnectors } from './use-place';

/** What becomes of the value at a backend when its secret goes to the bin: it stays, or goes as well. */
export function ValueThere({ secret }: { readonly secret: SecretSummary }) {
  const { connector, reference, scope, backend } = secret;
  const read = useServingConnectors(scope, connector !== null);
  if (!connector || reference === null) return null;
  const found = read.data?.find(({ id }) => id === connector.id);
  const where = BACKEND_WORD[backend];
  return (
    <div className="mt-4">
      <p>
        The value at {where}, <span className="font-mono wrap-anywhere">{reference}</span>, stays
        there.
      </p>
      {found && takesValues({ ...found, approved: found.approved !== null }) ? (
        <label className="mt-1 flex min-h-7 items-center gap-2 pointer-coarse:min-h-11">
          <input type="checkbox" name="atBackend" value="yes" className="size-3.5 accent-accent" />
          Delete it there as well, which cannot be undone from here
        </label>
      ) : null}
    </div>
  );
}

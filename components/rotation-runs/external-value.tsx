import Link from 'next/link';
import type { RunItem } from '@/lib/contracts/rotation-run';
import { secretAddress } from '@/components/vault/secret-address';
import { BACKENDS } from '@/lib/domain/secret-kinds';
import { BACKEND_WORD } from '@/components/vault/secret-words';

/** What to do about a value that is kept elsewhere: it is changed there and noticed here. */
export function ExternalValue({ item }: { readonly item: RunItem }) {
  const { key, scope } = item;
  const backend = BACKENDS.find((one) => one === item.backend);
  return (
    <p className="mt-1 max-w-176">
      Its value is kept at {backend ? BACKEND_WORD[backend] : item.backend} and cannot be staged
      here. Change it there; the next fetch notices it, or{' '}
      <Link href={secretAddress({ path: scope.path, key })} className="text-accent underline">
        ask the backend now
      </Link>
      . The newer version then stands here, to be taken as the new one.
    </p>
  );
}

import Link from 'next/link';
import { secretAddress } from './secret-address';

interface SecretLinkProps {
  readonly path: string;
  readonly secretKey: string;
}

/** Another secret by its name and scope; opens its facts. */
export function SecretLink({ path, secretKey }: SecretLinkProps) {
  return (
    <>
      <Link
        href={secretAddress({ path, key: secretKey })}
        className="font-mono font-medium wrap-anywhere text-accent underline"
      >
        {secretKey}
      </Link>{' '}
      <span className="text-ink-muted">
        in <span className="font-mono wrap-anywhere">{path}</span>
      </span>
    </>
  );
}

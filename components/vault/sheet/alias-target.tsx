import type { SecretSummary } from '@/lib/contracts/secret';

interface AliasTargetProps {
  readonly of: NonNullable<SecretSummary['aliasOf']>;
  /** The path of the alias: a target in the same scope is named without it. */
  readonly from: string;
}

/** What an alias points to, behind its name in the list. */
export function AliasTarget({ of, from }: AliasTargetProps) {
  const target = of.path === from ? of.key : `${of.path}/${of.key}`;
  return (
    <span className="min-w-0 truncate font-mono text-ink-muted" title={target}>
      <span aria-hidden="true">→ </span>
      <span className="sr-only">alias of </span>
      {target}
    </span>
  );
}

interface BackendVersionProps {
  /** As the console keeps it; null: not seen yet. */
  readonly version: string | null;
}

/** A version as its backend calls it. What has none of its own is told apart by its fingerprint. */
export function BackendVersion({ version }: BackendVersionProps) {
  if (version === null) return 'not seen yet';
  if (!version.startsWith(BY_FINGERPRINT)) {
    return <span className="font-mono wrap-anywhere">{version}</span>;
  }
  return (
    <>
      <span className="font-mono wrap-anywhere">{version.slice(version.lastIndexOf(':') + 1)}</span>{' '}
      <span className="text-ink-muted">(a fingerprint: it has no versions there)</span>
    </>
  );
}

const BY_FINGERPRINT = 'fp:';

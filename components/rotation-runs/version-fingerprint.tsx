'use client';

import type { RunItem } from '@/lib/contracts/rotation-run';
import { Fingerprint } from '@/components/ui/fingerprint';
import { useVersions } from '@/components/vault/sheet/use-history';

interface VersionFingerprintProps {
  readonly item: Pick<RunItem, 'key' | 'scope'>;
  readonly version: number | null;
}

/** Of one version of a secret, where it is among its newest. */
export function VersionFingerprint({ item: { key, scope }, version }: VersionFingerprintProps) {
  const read = useVersions({ path: scope.path, kind: scope.kind }, key);
  const found = read.data?.pages
    .flatMap((page) => page.items)
    .find((one) => one.version === version);
  return <Fingerprint hex={found?.fingerprint ?? null} />;
}

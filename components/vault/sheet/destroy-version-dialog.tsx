'use client';

import { VersionDialog } from './version-dialog';
import type { VersionQuestion } from './version-dialog';

/** Asks before the value of an older version goes for good. */
export function DestroyVersionDialog(question: VersionQuestion) {
  const { secret, version } = question;
  return (
    <VersionDialog
      {...question}
      title={`Destroy version ${version.version} of ${secret.key}?`}
      verb="Destroy version"
      tone="danger"
      done={`Version ${version.version} of ${secret.key} destroyed`}
    >
      <li>Its value and its fingerprint are deleted and cannot be brought back.</li>
      <li>Nobody can roll back to it.</li>
      <li>Who made it, when and why stays here and in the audit log.</li>
      <li>Backups made before still hold the sealed value.</li>
    </VersionDialog>
  );
}

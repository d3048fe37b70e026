'use client';

import { VersionDialog } from './version-dialog';
import type { VersionQuestion } from './version-dialog';

/** Asks before what was staged is delivered to everybody. */
export function PromoteVersionDialog(question: VersionQuestion) {
  const { secret, version } = question;
  const { version: current, key } = secret;
  return (
    <VersionDialog
      {...question}
      title={`Promote version ${version.version} of ${key}?`}
      verb="Promote version"
      done={`Version ${version.version} of ${key} is current`}
    >
      <li>It is what every delivery from now on holds.</li>
      {current === null ? null : <li>Version {current} is kept as the previous one.</li>}
      <li>What runs already keeps what it holds until it is restarted.</li>
    </VersionDialog>
  );
}

/** Asks before what was staged is given up. */
export function DiscardVersionDialog(question: VersionQuestion) {
  const { secret, version } = question;
  return (
    <VersionDialog
      {...question}
      title={`Discard the staged version ${version.version} of ${secret.key}?`}
      verb="Discard version"
      done={`Version ${version.version} of ${secret.key} is retired`}
    >
      <li>Runs that ask for staged versions are handed the current one.</li>
      <li>Its value stays sealed until the version is destroyed.</li>
    </VersionDialog>
  );
}

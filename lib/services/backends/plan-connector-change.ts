// What a change of a connector comes to: what of it is new, and whether it is approved anew.

import { isDeepStrictEqual } from 'node:util';
import 'server-only';
import type { ChangeConnectorInput } from '@/lib/contracts/connector';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../context';
import { checkSettings } from './check-settings';
import type { CheckedSettings } from './check-settings';
import { checkCredentials, takesCredentials } from './connector-credentials';
import type { GivenCredentials } from './connector-credentials';
import { checkOwnIsLimited, checkWritable } from './create-connector';

export type ConnectorChange = Omit<ChangeConnectorInput, 'credentials'> & {
  readonly credentials?: GivenCredentials | undefined;
};

export interface PlannedChange {
  readonly changed: readonly string[];
  /** What was approved no longer covers it. */
  readonly approveAnew: boolean;
  readonly write: Pick<ConnectorRow, 'name' | 'allowed' | 'writable'> & CheckedSettings;
  /** Left out: those there are stay; null: it takes none any more. */
  readonly credentials?: Plaintext | null;
}

/** What is left out stays. Throws 400 and 422 as `createConnector`, and 422 where credentials are needed anew. */
export function planChange(
  ctx: Context,
  before: ConnectorRow,
  wanted: ConnectorChange,
): PlannedChange {
  const { kind } = before;
  const { name = before.name, allowed = before.allowed, writable = before.writable } = wanted;
  const checked = checkSettings(kind, wanted.settings ?? before.settings, ctx.installation.env);
  checkWritable(kind, writable);
  checkOwnIsLimited(checked.settings, allowed);
  const elsewhere = !isDeepStrictEqual(
    withoutMount(checked.settings),
    withoutMount(before.settings),
  );
  const given = Object.values(wanted.credentials ?? {}).some((text) => text.byteLength > 0);
  const takes = takesCredentials(kind, checked.settings);
  if (elsewhere && takes && !given) {
    const message = 'Other settings need the credentials anew: enter them again.';
    throw ruleBroken('/credentials', 'credentials_anew', message);
  }
  const fresh = given ? checkCredentials(kind, checked.settings, wanted.credentials!) : undefined;
  const settingsChanged = !isDeepStrictEqual(checked.settings, before.settings);
  const changed = [
    ...(name === before.name ? [] : ['name']),
    ...(settingsChanged ? ['settings'] : []),
    ...(isDeepStrictEqual([...allowed], [...before.allowed]) ? [] : ['allowed']),
    ...(writable === before.writable ? [] : ['writable']),
    ...(given ? ['credentials'] : []),
  ];
  const approveAnew =
    settingsChanged ||
    reachesFurther(before.allowed, allowed) ||
    (writable && !before.writable) ||
    // Other credentials may belong to another account, to which values would then be written.
    (writable && given);
  const write = { name, allowed, writable, ...checked };
  if (!takes) return { changed, approveAnew, write, credentials: null };
  return { changed, approveAnew, write, ...(fresh === undefined ? {} : { credentials: fresh }) };
}

/** Another mount is at the same place, with the same credentials. */
function withoutMount(settings: Readonly<Record<string, unknown>>) {
  return { ...settings, mount: undefined };
}

/** No globs are all there is. */
function reachesFurther(before: readonly string[], now: readonly string[]): boolean {
  if (before.length === 0) return false;
  return now.length === 0 || now.some((glob) => !before.includes(glob));
}

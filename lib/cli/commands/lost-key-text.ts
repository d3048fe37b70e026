// What is known of a missing master key, in words for a terminal.

import type { LostKeyTriage } from '@/lib/contracts/lost-key';

export function triageText(triage: LostKeyTriage): string {
  const { needed, places, holders, loses, keeps } = triage;
  return [
    ...needed.map(
      (key) =>
        `needed       ${key.fingerprint}, first seen ${key.firstSeenAt.slice(0, 10)} in ${key.source}, ${
          key.copyConfirmedAt
            ? `a copy was confirmed by ${key.copyConfirmedBy ?? 'somebody'} on ${key.copyConfirmedAt.slice(0, 10)}`
            : 'no copy was ever confirmed'
        }`,
    ),
    ...places.map(
      ({ place, fingerprint, fits }) =>
        `looked into  ${place}: ${fingerprint ?? 'no key'}${fits ? ', FITS' : ', does not fit'}`,
    ),
    ...holders.map(
      ({ host, pid, fingerprint }) =>
        `held by      ${host} (process ${pid}), which runs on ${fingerprint}`,
    ),
    `would lose   the values of ${loses.secrets} secrets (${loses.versions} versions), ${loses.secondFactors} second factors, the credentials of ${loses.connectors} connectors`,
    `would keep   names, owners and history of all secrets, ${keeps.aliases} aliases, ${keeps.references} references to values elsewhere, ${keeps.people} people, ${keeps.tokens} tokens, ${keeps.sessions} sessions, ${keeps.auditEvents} audit events`,
  ].join('\n');
}

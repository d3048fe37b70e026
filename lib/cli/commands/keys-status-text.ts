// The state of the keys in words, for a terminal.

import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';

export function overviewText(keys: KeyOverview): string {
  const { lock } = keys;
  const lines = [
    `master key   ${keys.fingerprint ?? 'none'}, ${keys.state}${keys.source ? `, from ${keys.source}` : ''}`,
    ...(lock ? [`LOCKED       needs ${lock.needed.join(' or ')}; nothing was changed`] : []),
    ...(keys.window
      ? [`window       ${keys.window.days} days, due ${day(keys.window.dueAt)}`]
      : []),
    `holds        ${keys.values} values under ${keys.dataKeys} data keys`,
    ...keys.masterKeys.map(
      (row) =>
        `known        ${row.fingerprint} ${row.state}, copy ${row.copyConfirmedAt ? `confirmed ${day(row.copyConfirmedAt)}` : 'not confirmed'}`,
    ),
    ...keys.nodes.map(
      (node) =>
        `node         ${node.host} (process ${node.pid}) on ${node.fingerprint ?? 'none'}, its source holds ${node.sourceFingerprint ?? 'none'}`,
    ),
  ];
  return [...lines, keys.operation ? operationText(keys.operation) : 'operation    none'].join(
    '\n',
  );
}

export function operationText(operation: KeyOperationView): string {
  const { reencryption } = operation;
  const lines = [
    `operation    ${operation.id} ${operation.state}, ${operation.cause}, held by ${operation.heldBy}`,
    `master key   ${operation.from}${operation.to ? ` to ${operation.to}: ${operation.master}` : ', not changed yet'}`,
  ];
  if (reencryption) {
    const { total, remaining, unreadable, paused } = reencryption;
    const rest = paused ? ', paused' : '';
    lines.push(
      `re-encrypted ${Math.max(0, total - remaining - unreadable)} of ${total}; ${remaining} on old keys, ${unreadable} do not open${rest}`,
      ...runnersText(reencryption.runners),
    );
  }
  return lines.join('\n');
}

type Reencryption = NonNullable<KeyOperationView['reencryption']>;

/** What has to be pinned before `keys retire`. */
function runnersText(runners: Reencryption['runners']): string[] {
  if (!runners) return [];
  return [
    `runners      ${runners.workers} running; before keys retire, those that take deliveries have to pin`,
    `             KEYSTOW_SERVER_KEY=${runners.pin}`,
    `             Those that do not know the next key refuse every delivery afterwards.`,
  ];
}

/** After the old keys are deleted. */
export function pinText({ next, workers }: NonNullable<Reencryption['runners']>): string {
  return [
    `Deliveries are signed by another key from now on; workers running now: ${workers}.`,
    `Set KEYSTOW_SERVER_KEY=${next} wherever it is set, and log in again where profiles are saved:`,
    'whatever knows only the old key goes on with what it has, and refuses every delivery.',
  ].join('\n');
}

function day(instant: string): string {
  return instant.slice(0, 10);
}

// Seals the value that somebody with an intake link has entered, as a new current version.

import 'server-only';
import type { AnsweredIntake } from '@/lib/contracts/intake';
import {
  consumeIntakeItem,
  isActive,
  listIntakeItems,
  lockIntakeItem,
} from '@/lib/db/secrets/intake-items';
import type { IntakeItemRow } from '@/lib/db/secrets/intake-items';
import type { Tx } from '@/lib/db/connection/transaction';
import type { IntakeLinkRow } from '@/lib/db/secrets/intake-links';
import { holdScope } from '@/lib/db/scopes/scopes';
import type { LinkActor } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { shapeRefused, typeShapeFault } from '@/lib/domain/type-shape';
import { authorizeFor } from '../access/authorize';
import type { Context, Installation } from '../context';
import { recorded } from '../recorded';
import { checkFieldsHideValue } from '../secrets/check-fields-hide-value';
import { putAll } from '../secrets/put-all';
import type { SecretInput } from '../secrets/secret-input';
import { linkRefused, openIntake } from './open-intake';
import type { LinkHolder } from './open-intake';

export interface IntakeAnswer {
  /** `sec_…` of one of the link's items. */
  readonly item: string;
  readonly value: Pick<SecretInput, 'plaintext' | 'format'>;
}

/**
 * Takes the item and seals its value in one transaction: both happened, or neither did. Throws as
 * `openIntake` does; 404 for what the link does not ask for, or its maker may not write any more, 409
 * for what was entered already, and as `putSecrets` does for the value, which uses nothing up.
 */
export async function answerIntake(
  installation: Installation,
  holder: LinkHolder,
  { item: typeId, value }: IntakeAnswer,
): Promise<AnsweredIntake> {
  const { link, items } = await openIntake(installation, holder);
  const id = fromTypeId(['secret'], typeId);
  const item = items.find((one) => one.secretId === id);
  if (!item) throw withdrawn(link);
  if (item.answeredAt) throw enteredAlready(item);
  const ctx = { installation, actor: actorOf(link), requestId: holder.requestId };
  const input: SecretInput = { ...value, key: item.name };
  checkFieldsHideValue(input);
  checkChosenType(link, item, value);
  const { answered, answeredAt } = await recorded(
    ctx,
    (tx) => sealAnswer(ctx, tx, link, item, input),
    ({ scope, put }) => ({
      in: scope,
      events: [
        {
          action: 'secret.replaced',
          secret: { id: put.write.secretId, name: put.write.name },
          scope,
          version: put.write.number,
          state: 'current',
          reason: null,
        },
      ],
    }),
  );
  return {
    item: { id: typeId, key: item.name, answeredAt: answeredAt.toISOString() },
    asked: items.length,
    answered,
  };
}

async function sealAnswer(
  ctx: Context,
  tx: Tx,
  link: IntakeLinkRow,
  item: IntakeItemRow,
  input: SecretInput,
) {
  await holdScope(tx, item.scopeId);
  const locked = await lockIntakeItem(tx, link.id, item.secretId);
  if (!locked) throw withdrawn(link);
  if (locked.answered) throw enteredAlready(item);
  if (locked.revoked) throw linkRefused(link, 'This link was revoked.');
  if (locked.expired) throw linkRefused(link, 'This link has expired.');
  const maker = { kind: 'user', id: link.makerId, organizationId: link.organizationId } as const;
  const scope = (await isActive(tx, maker.id))
    ? await authorizeFor(tx, maker, item.scopeId, 'secrets:write')
    : null;
  if (!scope) throw withdrawn(link);
  const [put] = await putAll(ctx, tx, scope, [input]);
  // A secret of that name that was made after the asked one was deleted is another one.
  if (put?.write.secretId !== item.secretId) throw withdrawn(link);
  const { number } = put.write;
  const answeredAt = await consumeIntakeItem(tx, link.id, item.secretId, number);
  if (!answeredAt) throw enteredAlready(item);
  const rows = await listIntakeItems(tx, [link.id]);
  const answered = rows.filter((row) => row.answeredAt !== null).length;
  return { scope, put, answeredAt, answered };
}

/** A type that somebody chose is the asked person's to meet, not to change. */
function checkChosenType(
  { makerEmail }: IntakeLinkRow,
  { type, typeGuessed }: IntakeItemRow,
  { format, plaintext }: IntakeAnswer['value'],
): void {
  const fault = typeGuessed ? null : typeShapeFault(type, format, plaintext);
  if (fault) throw shapeRefused(fault, `ask ${makerEmail}, who can change what is expected`);
}

function actorOf(link: IntakeLinkRow): LinkActor {
  return {
    kind: 'link',
    id: link.id,
    organizationId: link.organizationId,
    name: `link for ${link.label} by ${link.makerEmail}`,
  };
}

function withdrawn(link: IntakeLinkRow): KeystowError {
  const why = 'This value is not asked for by the link any more, and nothing was sealed.';
  return new KeystowError('not_found', `${why} Ask ${link.makerEmail} what is needed.`);
}

function enteredAlready({ name }: Pick<IntakeItemRow, 'name'>): KeystowError {
  const message = `A value of ${name} was entered by this link already. What you sent was not sealed.`;
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: 'already_answered', message }],
  });
}

// Makes the first organization and its owner: by the one-time link, or from the environment.

import 'server-only';
import type { SetupInput } from '@/lib/contracts/setup';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import { hashPassword } from '@/lib/crypto/password';
import { anyUserExists, lockFirstUser } from '@/lib/db/people/members';
import { consumeLink } from '@/lib/db/people/one-time-links';
import type { Tx } from '@/lib/db/connection/transaction';
import { normalizeEmail } from '@/lib/domain/email';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { suggestSlug } from '@/lib/domain/scope';
import { checkNewPassword } from '../account/check-new-password';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recorded } from '../recorded';
import { checkAdminPassword } from './check-admin-password';
import { createOrganization } from './create-organization';
import { SETUP_LINK } from './setup-link';

type FirstOwner = Omit<SetupInput, 'link'>;

/** Uses the link up. Throws 404 for a link that does not work, 409 once anybody exists, 422 for rules. */
export async function completeSetup(
  installation: Installation,
  input: SetupInput,
  password: Plaintext,
): Promise<void> {
  await checkNewPassword(password, [input.email, input.name, input.organization]);
  await createFirst(installation, 'set-up link', input, password, async (tx) => {
    if (await consumeLink(tx, SETUP_LINK, hashLinkSecret(input.link))) return;
    throw new KeystowError(
      'not_found',
      'This set-up link was used, has expired or was replaced. Restart the console for a new one.',
    );
  });
}

/**
 * `KEYSTOW_ADMIN_EMAIL` and `KEYSTOW_ADMIN_PASSWORD`: ignored, false, once anybody exists. Throws
 * EnvRefusal for a weak password.
 */
export async function bootstrapAdministrator(
  installation: Installation,
  email: string,
  password: Plaintext,
): Promise<boolean> {
  if (await anyUserExists(installation.database.prisma)) return false;
  await checkAdminPassword(email, password);
  const owner = { organization: 'My organization', name: email, email };
  try {
    await createFirst(installation, 'environment', owner, password, async () => undefined);
    return true;
  } catch (error) {
    // Another node with the same environment was faster.
    if (error instanceof KeystowError && error.code === 'conflict') return false;
    throw error;
  }
}

async function createFirst(
  installation: Installation,
  by: string,
  input: FirstOwner,
  password: Plaintext,
  claim: (tx: Tx) => Promise<void>,
): Promise<void> {
  const organization = input.organization.trim();
  const name = input.name.trim();
  if (!organization) throw ruleBroken('/organization', 'name_empty', 'Name your organization.');
  if (!name) throw ruleBroken('/name', 'name_empty', 'Give your name.');
  const passwordHash = await hashPassword(password);
  await recorded(
    systemContext(installation, by),
    async (tx) => {
      await lockFirstUser(tx);
      if (await anyUserExists(tx)) {
        throw new KeystowError('conflict', 'The console already has an administrator. Sign in.');
      }
      await claim(tx);
      return createOrganization(tx, {
        name: organization,
        slug: suggestSlug(organization) || 'organization',
        owner: { name, email: normalizeEmail(input.email), passwordHash },
      });
    },
    (made) => ({ in: made, events: made.events }),
  );
}

// Reminders in a browser: a webhook is added, its secret shown once, and what it takes is signed with that.

import { Plaintext } from '@/lib/domain/plaintext';
import { signWebhook } from '@/lib/crypto/webhook-signature';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { openNoteReceiver } from './fixtures/note-receiver';

test('a webhook of a scope gets signed reminders, says what went wrong, and is deleted', async ({
  adminPage: page,
  server,
  ownApp,
}) => {
  const receiver = await openNoteReceiver();
  try {
    await page.goto(`${server.url}/rotation?scope=${ownApp.path}&view=reminders`);
    await page.getByRole('button', { name: 'Add webhook…' }).click();
    const dialog = page.getByRole('dialog', {
      name: `Post reminders of ${ownApp.path.split('.').at(-1)!}`,
    });
    await dialog.getByLabel('Address').fill('https://169.254.169.254/latest');
    await dialog.getByRole('button', { name: 'Add webhook' }).click();
    await expect(dialog).toContainText('That address is private');
    await dialog.getByLabel('Address').fill(receiver.url);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Add webhook' }).click();
    const shown = page.getByRole('alertdialog', { name: /^Signing secret for/ });
    const secret = await shown.getByLabel('Signing secret', { exact: true }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    await page.keyboard.press('Escape');
    await shown.getByRole('button', { name: 'I have stored it' }).click();
    await page.reload();
    const hook = page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem');
    await expect(hook).toContainText('It has taken nothing yet.');
    expect(await page.content()).not.toContain(secret);

    receiver.answerWith(500);
    await hook.getByRole('button', { name: 'Send test' }).click();
    await expect(hook).toContainText('Failed once');
    receiver.answerWith(200);
    await hook.getByRole('button', { name: 'Send test' }).click();
    await expect(hook).toContainText('It took one');
    const [taken] = receiver.requests;
    const { id, timestamp, signature } = taken!.webhook;
    expect(JSON.parse(taken!.body)).toMatchObject({ type: 'rotation.test' });
    const message = { id, timestamp: Number(timestamp), body: taken!.body };
    expect(signature).toBe(signWebhook(Plaintext.fromText(secret), message));
    await expectAccessible(page);

    await hook.getByRole('button', { name: `Delete ${receiver.url}` }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Delete/ })
      .click();
    await expect(page.getByText('Reminders of this scope are posted nowhere.')).toBeVisible();
  } finally {
    receiver.close();
  }
});

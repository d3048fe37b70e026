// Hands a mail to the server that SMTP_URL names.

import 'server-only';
import type { Installation } from '../context';
import { ownOrigin } from '../context';
import { log } from '../log';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** `off`: no SMTP_URL is set. `failed`: the server did not take it; why is in the log. */
export type MailOutcome = 'sent' | 'failed' | 'off';

const TIMEOUT_MS = 10_000;

/** Never throws: whatever the mail tells of has happened already. */
export async function sendMail(installation: Installation, mail: Mail): Promise<MailOutcome> {
  const { smtpUrl, smtpPassword, smtpFrom } = installation.env;
  if (!smtpUrl) return 'off';
  const url = new URL(smtpUrl.reveal());
  const secure = url.protocol === 'smtps:';
  const pass = smtpPassword?.reveal() ?? decodeURIComponent(url.password);
  try {
    // Fetched when it is needed: most installations start without it.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      host: url.hostname,
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const from = smtpFrom ?? `keystow@${new URL(ownOrigin(installation)).hostname}`;
    await transport.sendMail({ from: { name: 'Keystow', address: from }, ...mail });
    return 'sent';
  } catch (error) {
    log.warn({ err: error }, 'a mail was not sent');
    return 'failed';
  }
}

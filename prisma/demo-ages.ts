// How old the values of the sample organization are said to be, so that its board shows what is due. The
// audit log tells when they were really sealed.

import type { Context } from '@/lib/services/context';

/** Days since the current version was sealed; each version before it is two months older. */
const DAYS: Readonly<Record<string, number>> = {
  SLACK_TOKEN: 41,
  SENTRY_DSN: 160,
  SMTP_PASSWORD: 171,
  OPENAI_API_KEY: 62,
  WEBHOOK_SIGNING_SECRET: 97,
  GITHUB: 30,
  DATABASE_URL: 55,
  REDIS_URL: 112,
  JWT_SIGNING_KEY: 20,
  STRIPE_KEY: 84,
  STRIPE_WEBHOOK_SECRET: 86,
  INVOICE_ENCRYPTION_KEY: 131,
  LEDGER_API_KEY: 104,
  EXPORT_SFTP: 25,
  ELASTIC_PASSWORD: 68,
  CRAWLER_TOKEN: 33,
  MODEL_API_KEY: 47,
};

export async function ageValues({ installation }: Context): Promise<void> {
  const { prisma } = installation.database;
  await prisma.$executeRaw`
    UPDATE secret_version v
       SET created_at = now() - make_interval(days => t.days + 60 * (s.current_version - v.number), hours => 2)
      FROM secret s
      JOIN unnest(${Object.keys(DAYS)}::text[], ${Object.values(DAYS)}::int[]) AS t (name, days)
        ON t.name = s.name
     WHERE v.secret_id = s.id`;
  await prisma.$executeRaw`
    UPDATE secret s SET created_at = v.first, updated_at = v.last
      FROM (SELECT secret_id, min(created_at) AS first, max(created_at) AS last
              FROM secret_version GROUP BY secret_id) v
     WHERE v.secret_id = s.id`;
}

// Exports of a scope: everything about its secrets but their values.

import { z } from 'zod';
import { secretSummary } from './secret';

export const EXPORT_FORMATS = ['json', 'csv', 'dotenv'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const exportQuery = z.strictObject({ format: z.enum(EXPORT_FORMATS).optional() });

export const secretExport = z
  .object({ items: z.array(secretSummary), keys: z.array(z.string()) })
  .meta({ id: 'SecretExport' });

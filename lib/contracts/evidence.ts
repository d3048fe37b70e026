// Evidence packs as they are asked for.

import { z } from 'zod';
import { scopeReference } from './scope';

/** `json` for programs, `html` for people: the same pack in both, and each verifies by itself. */
const format = z.enum(['json', 'html']).optional();

export const evidenceQuery = z.strictObject({ format });

export type EvidenceQuery = z.infer<typeof evidenceQuery>;

const instant = z.iso.datetime({ offset: true });

export const evidencePeriodQuery = z.strictObject({
  from: instant.meta({ description: 'The first moment of it.' }),
  to: instant.meta({ description: 'The first moment after it.' }),
  scope: scopeReference
    .optional()
    .meta({ description: 'What is at and below it; left out: the organization.' }),
  format,
});

export type EvidencePeriodQuery = z.infer<typeof evidencePeriodQuery>;

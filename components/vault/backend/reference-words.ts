// How a reference to each backend is written, for whoever has to write one.

import type { ExternalBackend } from '@/lib/domain/backend';

interface ReferenceForm {
  /** What it names. */
  readonly what: string;
  readonly examples: readonly string[];
  /** What may stand behind a question mark, each with what it means. */
  readonly takes: readonly (readonly [name: string, meaning: string])[];
}

const KEY = ['key', 'a member of the JSON object that is kept there'] as const;

export const REFERENCE_FORM: Readonly<Record<ExternalBackend, ReferenceForm>> = {
  aws: {
    what: 'The name or the ARN of a secret',
    examples: ['prod/billing?key=password', 'prod/billing?stage=AWSPREVIOUS'],
    takes: [
      KEY,
      ['stage', 'a staging label; left out: AWSCURRENT'],
      ['version', 'a version id to stay at'],
    ],
  },
  gcp: {
    what: 'The name of a secret, or projects/PROJECT/secrets/NAME',
    examples: ['billing-db', 'billing-db?version=3'],
    takes: [KEY, ['version', 'a version to stay at; left out: the newest']],
  },
  vault: {
    what: 'A path below the mount',
    examples: ['billing/production?key=password'],
    takes: [
      ['key', 'the field of the secret; may be left out where it has only one'],
      ['mount', 'another mount than the connector’s'],
      ['version', 'a version to stay at; left out: the newest'],
    ],
  },
  env: {
    what: 'The name of a variable or a file, or parts joined by slashes',
    examples: ['SENDGRID_API_KEY', 'llm_api_key/control_plane'],
    takes: [],
  },
};

// What the rings of data keys are for, in words.

const PURPOSES: Readonly<Record<string, string>> = {
  value: 'seals values',
  configuration: 'seals second factors and configuration',
  match: 'finds equal values',
  display: 'makes the fingerprints of values',
  'audit-mac': 'guards the head of the audit log',
  'audit-sign': 'signs audit checkpoints',
  'delivery-sign': 'signs deliveries',
};

export function purposeWords(purpose: string): string {
  return PURPOSES[purpose] ?? purpose;
}

'use client';

import dynamic from 'next/dynamic';
import type { SecretSummary } from '@/lib/contracts/secret';
import { CATEGORIES, type Category, type SecretType } from '@/lib/domain/secret-kinds';
import { DELIVERIES, TYPE_RULES, type Delivery } from '@/lib/domain/secret-types';
import { LinesField } from '@/components/ui/lines-field';
import { SelectField } from '@/components/ui/select-field';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TextField } from '@/components/ui/text-field';
import { deliveredNames } from '@/lib/domain/delivered-names';
import { asChoice, CATEGORY_WORD, DELIVERY_WORD } from '../secret-words';

const OwnerField = dynamic(() => import('./owner-field').then((module) => module.OwnerField), {
  loading: () => <SkeletonRows rows={1} label="Loading the field" />,
});

/** What is chosen from lists, known to the form around it. */
export interface Shape {
  readonly delivery: Delivery;
  readonly category: Category;
}

interface DescriptiveFieldsProps {
  readonly type: SecretType;
  /** What there is now; null for a new secret. */
  readonly secret: SecretSummary | null;
  readonly shape: Shape;
  readonly onShape: (shape: Shape) => void;
  /** False while they are folded away: who may be owner is not asked for yet. */
  readonly open: boolean;
}

export const DESCRIPTIVE_FIELDS = [
  'category',
  'delivery',
  'description',
  'owner',
  'tags',
  'expiresOn',
  'rotationWindowDays',
] as const;

const pair = 'grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] items-start gap-x-3';

/** What describes a secret beside its name, type and value. */
export function DescriptiveFields(props: DescriptiveFieldsProps) {
  const { type, secret, shape, onShape, open } = props;
  const { delivery, category } = shape;
  const { windowDays } = TYPE_RULES[type];
  return (
    <>
      <SelectField
        name="delivery"
        label="Delivered as"
        value={delivery}
        choices={DELIVERIES.map((one) => ({ value: one, label: asChoice(DELIVERY_WORD[one]) }))}
        onChoose={(chosen) => onShape({ ...shape, delivery: chosen })}
        hint={<DeliveryHint delivery={delivery} secret={secret} />}
      />
      <SelectField
        name="category"
        label="Category"
        value={category}
        choices={CATEGORIES.map((one) => ({ value: one, label: asChoice(CATEGORY_WORD[one]) }))}
        onChoose={(chosen) => onShape({ ...shape, category: chosen })}
      />
      <LinesField
        name="description"
        label="Description"
        optional
        rows={2}
        defaultValue={secret?.description ?? ''}
        hint="What it is for. Everybody who sees the name can read it."
      />
      {open ? <OwnerField owner={secret?.owner ?? null} /> : null}
      <TextField
        name="tags"
        label="Tags"
        optional
        mono
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="billing pci"
        defaultValue={secret?.tags.join(' ') ?? ''}
        hint="Separated by spaces: lower-case letters, digits and _ . : -"
      />
      <div className={pair}>
        <TextField
          name="expiresOn"
          label="Expires on"
          optional
          type="date"
          defaultValue={secret?.expiresAt?.slice(0, 10) ?? ''}
          hint="At the end of that day, UTC."
        />
        <TextField
          name="rotationWindowDays"
          label="Rotate every"
          optional
          type="number"
          inputMode="numeric"
          min={1}
          max={3650}
          placeholder={windowDays === null ? 'no window' : String(windowDays)}
          defaultValue={secret?.rotationWindowDays ?? ''}
          hint={
            windowDays === null
              ? 'Days. Its type sets no window.'
              : `Days. Left empty: ${windowDays}, as its type.`
          }
        />
      </div>
    </>
  );
}

interface DeliveryHintProps {
  readonly delivery: Delivery;
  /** Names what is delivered now; a new secret's form says it in a place of its own. */
  readonly secret: SecretSummary | null;
}

function DeliveryHint({ delivery, secret }: DeliveryHintProps) {
  const words =
    delivery === 'file'
      ? 'A file in memory that its process alone can read; a variable holds its path'
      : 'In the environment of the process';
  if (!secret) return `${words}.`;
  return (
    <>
      {words}:{' '}
      <span className="font-mono wrap-anywhere">
        {deliveredNames(secret.key, secret.parts, delivery).join(', ')}
      </span>
    </>
  );
}

'use client';

import { useState } from 'react';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { Fold } from '@/components/ui/fold';
import { DESCRIPTIVE_FIELDS, DescriptiveFields, type Shape } from './descriptive-fields';
import { ReasonField } from './reason-field';

interface MoreFieldsProps {
  readonly type: SecretType;
  readonly shape: Shape;
  readonly onShape: (shape: Shape) => void;
  /** A secret of this name is there already and keeps what is left empty. */
  readonly replaces: boolean;
}

export const MORE_FIELDS = [...DESCRIPTIVE_FIELDS, 'reason'] as const;

/** What a new secret may be given beside its value, under a fold. */
export function MoreFields({ type, shape, onShape, replaces }: MoreFieldsProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Fold
      fields={MORE_FIELDS}
      onOpen={() => setOpened(true)}
      summary={
        <>
          More <span className="text-ink-muted">delivery, description, owner, tags, expiry</span>
        </>
      }
    >
      {replaces ? <p className="mb-3">What is left empty stays as it is.</p> : null}
      <DescriptiveFields type={type} secret={null} shape={shape} onShape={onShape} open={opened} />
      <ReasonField />
    </Fold>
  );
}

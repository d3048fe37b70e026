'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { INTAKE_SECRETS_MAX } from '@/lib/domain/intake';
import { Button } from '@/components/ui/button';
import type { AskedSecret } from './asked-secret';
import { useIntakeLinkMaker } from './intake-link-maker';

const MakeLinkDialog = dynamic(() =>
  import('./make-link-dialog').then((module) => module.MakeLinkDialog),
);

interface AskForValuesProps {
  readonly secrets: readonly AskedSecret[];
  /** The link was made, shown and put away. */
  readonly onMade?: (() => void) | undefined;
}

/** The button that asks somebody else for the values of chosen secrets. */
export function AskForValues({ secrets, onMade }: AskForValuesProps) {
  const [asking, setAsking] = useState<readonly AskedSecret[] | null>(null);
  const make = useIntakeLinkMaker();
  if (!make) return null;
  const tooMany = secrets.length > INTAKE_SECRETS_MAX;
  return (
    <>
      <Button
        disabled={secrets.length === 0 || tooMany}
        title={tooMany ? `One link asks for at most ${INTAKE_SECRETS_MAX} values.` : undefined}
        onClick={() => setAsking(secrets)}
      >
        Make intake link…
      </Button>
      {asking ? (
        <MakeLinkDialog
          secrets={asking}
          make={make}
          onClose={() => setAsking(null)}
          onMade={() => onMade?.()}
        />
      ) : null}
    </>
  );
}

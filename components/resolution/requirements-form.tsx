'use client';

import type { Requirement, RequirementList } from '@/lib/contracts/resolution';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Fold } from '@/components/ui/fold';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';

interface RequirementsFormProps {
  readonly app: ScopeSummary;
  readonly requirements: readonly Requirement[];
  readonly action: FormTarget<RequirementList>;
  readonly onSaved: () => void;
}

/** Which names an app needs, as lines: what is required and not set anywhere stands out above. */
export function RequirementsForm({ app, requirements, action, onSaved }: RequirementsFormProps) {
  const toast = useToast();
  return (
    <ActionForm
      action={action}
      fields={['requirements']}
      onDone={(saved) => {
        const names = saved.requirements.length;
        toast({ title: `${app.name} requires ${names} ${names === 1 ? 'name' : 'names'}` });
        onSaved();
      }}
    >
      <Fold
        summary={<span className="font-medium">Names that {app.name} requires</span>}
        fields={['requirements']}
      >
        <input type="hidden" name="app" value={app.path} />
        <LinesField
          name="requirements"
          label="Names"
          optional
          rows={Math.min(Math.max(requirements.length + 1, 4), 16)}
          defaultValue={requirements.map(lineOf).join('\n')}
          hint="One on each line. A ? behind a name: the app runs without it. Behind a #: what it is for."
        />
        <SubmitButton>Save names</SubmitButton>
      </Fold>
    </ActionForm>
  );
}

function lineOf({ key, optional, note }: Requirement): string {
  return `${key}${optional ? '?' : ''}${note ? ` # ${note}` : ''}`;
}

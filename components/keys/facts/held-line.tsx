import type { KeyOperationView } from '@/lib/contracts/keys';
import type { FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { ActDialog } from '../rotation/act-dialog';

interface HeldLineProps {
  readonly heldBy: string;
  readonly action: FormTarget<KeyOperationView>;
}

/** Says who works on the change, where that is somebody else. */
export function HeldLine({ heldBy, action }: HeldLineProps) {
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-y border-line py-2">
      <Status tone="due">{heldBy} works on this change. You see it as it goes.</Status>
      <ActDialog
        action={action}
        button="Take over"
        buttonTone="plain"
        title={`Take over from ${heldBy}?`}
        verb="Take over"
        effects={[
          'You go on where it stands. Nothing is done twice.',
          `${heldBy} sees that it was you, and can take it back.`,
        ]}
      />
    </div>
  );
}

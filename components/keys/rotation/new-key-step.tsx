import { Fold } from '@/components/ui/fold';
import { ActForm } from './act-form';
import { StageKeyForm } from './stage-key-form';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

const BY_HAND = 'npm run keystow -- keys generate\nnpm run keystow -- keys stage';

/** Depth 1, first step: a new key, written where Keystow keeps its own, or staged for deployment. */
export function NewKeyStep(props: StepProps) {
  return props.keys.replaceable ? <OwnFile {...props} /> : <ByHand {...props} />;
}

function OwnFile({ actions, mayAct }: StepProps) {
  return (
    <StepFrame
      title="New master key"
      does={
        <p>
          The key in force is <span className="font-mono">config/master.key</span>, which Keystow
          made itself. It can write a new one in its place and put it in force at once, without a
          restart. The old key stays beside it and still opens until you retire it.
        </p>
      }
      needs="It needs one running node, and a config folder that can be written."
      command="npm run keystow -- keys promote"
    >
      {mayAct ? (
        <>
          <ActForm action={actions.replaceFile} verb="Write and use a new config/master.key" />
          <div className="mt-6">
            <Fold summary="Deploy a key of my own instead" fields={['key', 'stored']}>
              <p className="mb-3">
                Such as one from a secret manager, given to each node as KEYSTOW_MASTER_KEY or
                KEYSTOW_MASTER_KEY_FILE. Both win over config/master.key.
              </p>
              <StageKeyForm action={actions.stage} />
            </Fold>
          </div>
        </>
      ) : null}
    </StepFrame>
  );
}

function ByHand({ actions, mayAct, keys }: StepProps) {
  return (
    <StepFrame
      title="New master key"
      does={
        <p>
          Staging wraps the root key under the new key as well. Nothing else changes: the old key
          stays in force until a node starts with the new one.
        </p>
      }
      needs={`The key in force comes from ${keys.source ?? 'nowhere'}, so you deploy the new one there yourself, in the next step.`}
      command={BY_HAND}
    >
      {mayAct ? <StageKeyForm action={actions.stage} /> : null}
    </StepFrame>
  );
}

import { ChangeRootStep } from './change-root-step';
import { DeployStep } from './deploy-step';
import { FinishStep } from './finish-step';
import { NewKeyStep } from './new-key-step';
import { RecordStep } from './record-step';
import { ReencryptStep } from './re-encrypt-step';
import { RetireStep } from './retire-step';
import type { RotationStepName } from './rotation-steps';
import type { StepProps } from './step-props';
import { VerifyStep } from './verify-step';

interface RotationStepBodyProps extends StepProps {
  readonly name: RotationStepName;
  /** When the operation was read last, in milliseconds since the epoch. */
  readonly at: number;
}

export function RotationStepBody({ name, at, ...step }: RotationStepBodyProps) {
  switch (name) {
    case 'new-key':
      return <NewKeyStep {...step} />;
    case 'deploy':
      return <DeployStep {...step} />;
    case 'verify':
      return <VerifyStep {...step} />;
    case 'finish':
      return <FinishStep {...step} />;
    case 'change-root':
      return <ChangeRootStep {...step} />;
    case 're-encrypt':
      return <ReencryptStep {...step} at={at} />;
    case 'retire':
      return <RetireStep {...step} />;
    case 'record':
      return <RecordStep {...step} />;
  }
}

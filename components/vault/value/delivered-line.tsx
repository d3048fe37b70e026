import type { Delivery } from '@/lib/domain/secret-types';
import { deliveredNames } from '@/lib/domain/delivered-names';

interface DeliveredLineProps {
  readonly name: string;
  /** The parts that hold something; none for a single value. */
  readonly parts: readonly string[];
  readonly delivery: Delivery;
}

/** Says, as the form is filled in, what a process will find. */
export function DeliveredLine({ name, parts, delivery }: DeliveredLineProps) {
  const names = deliveredNames(name, parts, delivery);
  return (
    <p role="status" className="mb-4 empty:hidden">
      {name === '' ? null : (
        <>
          {delivery === 'file' ? 'Delivered as a file, named by' : 'Delivered as'}{' '}
          <span className="font-mono wrap-anywhere">{names.join(', ')}</span>
        </>
      )}
    </p>
  );
}

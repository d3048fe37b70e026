import { Status } from '@/components/ui/status';
import { BACKEND_WORD } from '../secret-words';
import type { Place, PlaceChoice } from './use-place';

interface PlaceFateProps extends Pick<Place, 'writes'> {
  readonly connector: PlaceChoice;
}

/** Says before it happens what becomes of a value that lives at a backend. */
export function PlaceFate({ connector, writes }: PlaceFateProps) {
  const { name, kind, approved, credentialsLost } = connector;
  const where = BACKEND_WORD[kind];
  return (
    <div role="status">
      <p>
        {writes
          ? `The value is written to ${where} now and not stored here: it is fetched through ${name} at each delivery.`
          : `The value is not stored here: it is fetched from ${where} through ${name} at each delivery.`}
      </p>
      {approved ? null : (
        <p className="mt-2">
          <Status tone="due">{name} waits for approval.</Status> Until then nothing is fetched, and
          deliveries with this name fail.
        </p>
      )}
      {credentialsLost ? (
        <p className="mt-2">
          <Status tone="danger">The credentials of {name} are lost.</Status> Nothing is fetched
          until they are entered again.
        </p>
      ) : null}
    </div>
  );
}

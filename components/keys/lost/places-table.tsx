import type { LostKeyTriage } from '@/lib/contracts/lost-key';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';

/** Every place that was looked into, and whether the key there fits. */
export function PlacesTable({ places }: { readonly places: LostKeyTriage['places'] }) {
  if (places.length === 0) {
    return (
      <p>
        <Status tone="unknown">No key was found in any of them.</Status>
      </p>
    );
  }
  return (
    <Table aria-label="Places that hold a key">
      <TableHead>
        <TableRow>
          <HeadCell>place</HeadCell>
          <HeadCell className="w-56">key</HeadCell>
          <HeadCell className="w-32">opens it</HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {places.map(({ place, fingerprint, fits }) => (
          <TableRow key={place} className="gap-x-3 @max-2xl:py-2">
            <Cell className="font-mono @max-2xl:w-full">
              <span title={place}>{place}</span>
            </Cell>
            <Cell className="font-mono">{fingerprint ?? 'no key'}</Cell>
            <Cell>
              <Status tone={fits ? 'fine' : 'unknown'}>{fits ? 'fits' : 'does not fit'}</Status>
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

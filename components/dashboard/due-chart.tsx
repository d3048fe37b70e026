'use client';

import { format } from 'date-fns/format';
import type { RotationOutlook } from '@/lib/contracts/rotation';
import { ColumnChart } from '@/components/ui/column-chart';

/** What is overdue now, and what falls due week by week. */
export default function DueChart({ outlook }: { readonly outlook: RotationOutlook }) {
  const { weeks, counts } = outlook;
  return (
    <ColumnChart
      title="Overdue, and due in the coming 13 weeks"
      noun="secret"
      columns={[
        { name: 'Overdue now', tick: 'now', found: counts.overdue, danger: true },
        ...weeks.map(({ from, count: found }, at) => ({
          name: `Week from ${format(from, 'd MMMM')}`,
          tick: at % 4 === 3 ? format(from, 'd MMM') : null,
          found,
        })),
      ]}
      none="Nothing is overdue, and nothing falls due in the coming 13 weeks."
    />
  );
}

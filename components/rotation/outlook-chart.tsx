'use client';

import { format } from 'date-fns/format';
import type { RotationOutlook } from '@/lib/contracts/rotation';
import { ColumnChart } from '@/components/ui/column-chart';

/** What falls due week by week, and how old things are against their windows. */
export default function OutlookChart({ outlook }: { readonly outlook: RotationOutlook }) {
  const { weeks, ages } = outlook;
  return (
    <div className="mb-6 grid gap-x-10 gap-y-5 md:grid-cols-2">
      <ColumnChart
        title="Falls due in the coming 13 weeks"
        noun="key"
        columns={weeks.map(({ from, count: found }, at) => ({
          name: `Week from ${format(from, 'd MMMM')}`,
          tick: at % 4 === 0 ? format(from, 'd MMM') : null,
          found,
        }))}
        none="Nothing falls due in the coming 13 weeks."
      />
      <ColumnChart
        title="Age as a share of the window"
        noun="key"
        columns={ages.map(({ from, to, count: found }) => ({
          name: to === null ? 'Over the window' : `${percent(from)} to ${percent(to)}`,
          tick: to === null ? 'over' : from === 0 || from === 0.5 ? percent(from) : null,
          found,
          danger: to === null,
        }))}
        none="Nothing here has a window."
      />
    </div>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

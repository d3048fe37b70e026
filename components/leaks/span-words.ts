// How long something lasted or lasts, in words: "14 min", "3 h 20 min", "2 days 4 h".

const [HOUR, DAY] = [60, 1440];

/** Whole minutes; less than one is "less than a minute". */
export function spanWords(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < HOUR) return `${minutes} min`;
  if (minutes < DAY) return joined(Math.floor(minutes / HOUR), 'h', minutes % HOUR, 'min');
  const days = Math.floor(minutes / DAY);
  return joined(days, days === 1 ? 'day' : 'days', Math.floor((minutes % DAY) / HOUR), 'h');
}

function joined(whole: number, unit: string, rest: number, smaller: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${smaller}`;
}

/** From an instant to `to`, in milliseconds since the epoch; never less than 0. */
export function minutesBetween(from: string, to: number): number {
  return Math.max(Math.floor((to - Date.parse(from)) / 60_000), 0);
}

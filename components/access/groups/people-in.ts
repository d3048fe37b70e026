import { count } from '@/components/ui/count';

/** The people of a group as the subject of a sentence; without a number for whoever may not know it. */
export function peopleIn(members: number | null): string {
  return members === null ? 'The people in it' : `${count(members, 'person', 'people')} in it`;
}

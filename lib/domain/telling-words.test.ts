import { expect, it } from 'vitest';
import { tellingWords } from './telling-words';

it('takes the whole, its words, and these without marks or the name before them', () => {
  expect(tellingWords(' see "hunter2hunter2", and KEY=abcdefgh12. ').toSorted()).toEqual(
    [
      'see "hunter2hunter2", and KEY=abcdefgh12.',
      '"hunter2hunter2",',
      'hunter2hunter2',
      'KEY=abcdefgh12.',
      'KEY=abcdefgh12',
      'abcdefgh12.',
      'abcdefgh12',
    ].toSorted(),
  );
});

it('leaves out what is too short to be told from ordinary words, counted in bytes', () => {
  expect(tellingWords('one two')).toEqual([]);
  expect(tellingWords('ééééé')).toEqual(['ééééé']);
});

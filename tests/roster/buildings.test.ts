import { describe, expect, test } from '@jest/globals';
import { RosterBook } from '../../src/roster/roster-book.js';
import { RosterIndex } from '../../src/roster/roster-index.js';
import { readBuildings } from '../../src/roster/buildings.js';
import { departmentsServing } from '../../src/roster/responsibility-board.js';
import { unit } from './a-town.js';

describe('the buildings in a cell', () => {
  test.each([
    ['1栋、2栋', ['1栋', '2栋']],
    ['1栋和2栋', ['1栋', '2栋']],
    ['1、3号楼及5号楼', ['1栋', '3栋', '5栋']],
    ['A座与B座', ['A栋', 'B栋']],
    ['1-3栋', ['1栋', '2栋', '3栋']],
    ['祥和楼', ['祥和楼']],
    ['和平楼、2栋', ['和平楼', '2栋']],
    ['沿街', ['沿街']],
  ])('%s', (text, buildings) => {
    expect(readBuildings(text)).toEqual(buildings);
  });

  test.each(['1-3', 'A1-A5栋', 'A-C座', '3栋-1栋'])('%s may be read in two ways', text => {
    expect(readBuildings(text)).toBeUndefined();
  });
});

test('a department serves where somebody of the list serves for it, not where they serve for another', () => {
  const index = new RosterIndex([unit('g1', 'grid', null), unit('g2', 'grid', null)]);
  index.putAppointment({
    id: 'a',
    name: '孙工',
    nicknames: [],
    roles: [
      { role: 'specialist', unitId: 'g1', department: '燃气公司' },
      { role: 'specialist', unitId: 'g2', department: '供电公司' },
    ],
    rank: 1,
    claimCode: '100000',
    personId: null,
  });
  expect(departmentsServing('g1', RosterBook.over(index))).toEqual(['燃气公司']);
});

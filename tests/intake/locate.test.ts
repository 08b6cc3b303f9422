import { describe, expect, test } from '@jest/globals';
import { placeOf } from '../../src/classify/place.js';
import { locate, sayPlace } from '../../src/intake/locate.js';
import { demoBook } from '../support/demo.js';

function whereIs(place: string, home: string, text = place) {
  return locate(text, place === '' ? undefined : placeOf(place), home, demoBook);
}

describe('a place said by somebody', () => {
  test.each([
    ['6栋2单元', 'jgy-6', 'jgy-6'],
    ['6号楼2单元', 'jgy-6', 'jgy-6'],
    ['6幢', 'jgy-6', 'jgy-6'],
    ['6-2-301', 'jgy-6', 'jgy-6'],
    ['3栋', 'jgy-6', 'jgy-3'],
    ['8栋', 'jgy-6', 'jgy-8'],
    ['8栋', 'yjt-8', 'yjt-8'],
    ['云锦台8栋', 'jgy-6', 'yjt-8'],
    ['和顺里4栋1单元', 'jgy-6', 'hsl-4'],
    ['99栋', 'jgy-6', 'jgy-6'],
    ['东门', 'jgy-6', 'jgy-6'],
    ['', 'jgy-6', 'jgy-6'],
    ['6栋', 'jingui', 'jgy-6'],
    ['8栋', 'jingui', 'jingui'],
    ['文化路', 'liuyuan', 'whl-1'],
    ['柳园里', 'liuyuan', 'liuyuan-1'],
  ])('“%s” from somebody of %s is in %s', (place, home, unit) => {
    expect(whereIs(place, home).unitId).toBe(unit);
  });

  test('a room number is kept for the handler alone', () => {
    expect(whereIs('6-2-301', 'jgy-6')).toEqual({
      unitId: 'jgy-6',
      place: '6栋2单元',
      privatePlace: '6-2-301',
    });
    expect(whereIs('6栋402室', 'jgy-6')).toEqual({ unitId: 'jgy-6', place: '6栋', privatePlace: '6栋402室' });
    expect(whereIs('402', 'jgy-6')).toEqual({ unitId: 'jgy-6', place: '', privatePlace: '402' });
  });

  test('a place without a room number has nothing to hide', () => {
    expect(whereIs('6栋2单元', 'jgy-6')).toEqual({ unitId: 'jgy-6', place: '6栋2单元' });
    expect(whereIs('', 'jgy-6')).toEqual({ unitId: 'jgy-6', place: '' });
  });
});

describe('a place as one says it in the group', () => {
  test.each([
    ['jgy-6', '', '金桂苑6栋'],
    ['jgy-6', '6栋2单元', '金桂苑6栋2单元'],
    ['jgy-6', '6号楼2单元', '金桂苑6栋2单元'],
    ['jgy-6', '金桂苑6栋2单元', '金桂苑6栋2单元'],
    ['jgy-6', '6-2', '金桂苑6栋2单元'],
    ['jgy-6', '2单元', '金桂苑6栋2单元'],
    ['jgy-6', '6楼走廊', '金桂苑6栋6楼走廊'],
    ['jgy-6', '东门', '金桂苑6栋东门'],
    ['jgy-6', '16栋', '金桂苑6栋16栋'],
    ['whl-1', '小面馆门口', '文化路沿街小面馆门口'],
    ['jingui', '东门广场', '金桂社区 东门广场'],
    ['jingui', '', '金桂社区'],
    ['nowhere', '东门', '东门'],
  ])('in %s, “%s” is said as %s', (unitId, place, spoken) => {
    expect(sayPlace({ unitId, place }, demoBook)).toBe(spoken);
  });

  test('whatever room was named, it is not said', () => {
    for (const place of ['6-2-301', '6栋2单元301', '6栋301室', '301', '6栋301', '3-402'])
      expect(sayPlace(whereIs(place, 'jgy-6'), demoBook)).not.toMatch(/301|402/);
  });
});

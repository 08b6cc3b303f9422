import { describe, expect, test } from '@jest/globals';
import { placeOf } from '../../src/classify/place.js';

describe('a place is understood in every form that residents write', () => {
  test.each([
    ['12栋2单元', { building: '12栋', entrance: '2单元' }],
    ['12-2-301', { building: '12栋', entrance: '2单元', room: '301' }],
    ['6-702', { building: '6栋', room: '702' }],
    ['11-2', { building: '11栋', entrance: '2单元' }],
    ['12#', { building: '12栋' }],
    ['八号楼', { building: '8栋' }],
    ['十二号楼', { building: '12栋' }],
    ['B座1705', { building: 'B座', room: '1705' }],
    ['7幢甲单元', { building: '7栋', entrance: '甲单元' }],
    ['7幢甲单元302', { building: '7栋', entrance: '甲单元', room: '302' }],
    ['A1栋', { building: 'A1栋' }],
    ['2单元901', { entrance: '2单元', room: '901' }],
    ['三单元', { entrance: '3单元' }],
    ['金桂苑6栋2单元', { building: '6栋', entrance: '2单元' }],
    ['和顺里9号院', { building: '9号院' }],
    ['东门垃圾房', {}],
    ['香樟路58号', {}],
    ['实验小学门口到公交站那一段', {}],
  ])('%s', (text, parts) => {
    const { text: kept, publicText, ...found } = placeOf(text);
    expect(kept).toBe(text);
    expect(found).toEqual(parts);
    expect(publicText).not.toMatch(/\d{3}/u);
  });
});

describe('a room number is never said aloud', () => {
  test.each([
    ['12-2-301', '12栋2单元'],
    ['碧桂坊6-702', '碧桂坊6栋'],
    ['3栋203', '3栋'],
    ['2单元901', '2单元'],
    ['B座1705室', 'B座'],
    ['楼上802', '楼上'],
    ['金桂苑6栋2单元301门口', '金桂苑6栋2单元门口'],
    ['802', ''],
    ['东门垃圾房', '东门垃圾房'],
  ])('%s is called %s in a group', (text, aloud) => {
    expect(placeOf(text).publicText).toBe(aloud);
  });
});

test('the number of a house in a street may be said: it is no room', () => {
  expect(placeOf('建设路218号').publicText).toBe('建设路218号');
});

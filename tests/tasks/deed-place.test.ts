import { describe, expect, test } from '@jest/globals';
import { deedPlace } from '../../src/tasks/deed-place.js';
import { demoBook } from '../support/demo.js';

describe('the place of a deed is found from where its doer serves', () => {
  test.each([
    // the own grid first, then the own community
    ['7栋', 'liuyuan-1', 'lyl-7', '7栋'],
    ['8栋', 'jingui-2', 'yjt-8', '8栋'],
    ['8栋', 'jingui-1', 'jgy-8', '8栋'],
    ['3栋', 'jingui-2', 'jgy-3', '3栋'],
    ['7号楼', 'liuyuan-1', 'lyl-7', '7栋'],
    ['7#', 'liuyuan-1', 'lyl-7', '7栋'],
    ['十二栋', 'liuyuan-1', 'lyl-12', '12栋'],
    // several
    ['7、9栋', 'liuyuan-1', 'liuyuan-1', '7栋、9栋'],
    ['7栋9栋12栋', 'liuyuan-1', 'liuyuan-1', '7栋、9栋、12栋'],
    ['3到6栋', 'jingui-1', 'jingui-1', '3–6栋'],
    ['3-5号楼', 'jingui-1', 'jingui-1', '3–5栋'],
    ['3 4 栋', 'jingui-1', 'jingui-1', '3–4栋'],
    // estates
    ['柳园里7栋', 'liuyuan-2', 'lyl-7', '柳园里7栋'],
    ['文化路', 'liuyuan-2', 'whl-1', '文化路'],
    // doors are not said
    ['6栋2单元301', 'jingui-1', 'jgy-6', '6栋2单元'],
    ['6-2-301', 'jingui-1', 'jgy-6', '6栋2单元'],
    ['6-301', 'jingui-1', 'jgy-6', '6栋'],
    // a captain's own estate
    ['9栋', 'lyl-12', 'lyl-9', '9栋'],
    // numbers that are no buildings
    ['10:30 7栋', 'liuyuan-1', 'lyl-7', '7栋'],
    ['8点半 7栋', 'liuyuan-1', 'lyl-7', '7栋'],
    ['11月3日 7栋', 'liuyuan-1', 'lyl-7', '7栋'],
    ['7栋楼道2个灭火器', 'liuyuan-1', 'lyl-7', '7栋'],
    ['3楼灯坏了', 'liuyuan-1', 'liuyuan-1', ''],
    ['', 'liuyuan-1', 'liuyuan-1', ''],
    // whom nobody knows stays with the own unit
    ['99栋', 'liuyuan-1', 'liuyuan-1', '99栋'],
    ['8栋', 'jingui', 'jingui', '8栋'],
  ])('“%s” of %s is %s', (text, base, unitId, place) => {
    expect(deedPlace(text, base, demoBook)).toMatchObject({ unitId, place });
  });

  test('it stands in the ledger of the grid where it was done; above the grids, of the unit itself', () => {
    expect(deedPlace('7栋', 'liuyuan-2', demoBook).gridId).toBe('liuyuan-1');
    expect(deedPlace('', 'jingui', demoBook).gridId).toBe('jingui');
  });

  test('only an estate with its building is a place in full', () => {
    expect(deedPlace('柳园里7栋', 'liuyuan-1', demoBook).isInFull).toBe(true);
    expect(deedPlace('文化路', 'liuyuan-2', demoBook).isInFull).toBe(true);
    expect(deedPlace('7栋', 'liuyuan-1', demoBook).isInFull).toBe(false);
    expect(deedPlace('柳园里', 'liuyuan-1', demoBook).isInFull).toBe(false);
    expect(deedPlace('柳园里99栋', 'liuyuan-1', demoBook).isInFull).toBe(false);
  });
});

import type { Names } from '../insight/names.js';
import type { Level } from '../roster/unit.js';
import { nameOf, type Scene } from './present.js';
import { stateNames } from '../words/states.js';

const levelNames: Readonly<Record<Level, string>> = {
  microgrid: '微网格',
  grid: '网格',
  community: '社区',
  street: '街道',
  district: '区',
  department: '部门',
};

/** How things are called in books. */
export function bookNames(scene: Scene): Names {
  const { book, catalogue } = scene;
  return {
    unit: id => book.unit(id)?.name ?? id,
    person: id => (id === 'bot' ? '小格' : nameOf(id, scene)),
    item: code => catalogue.item(code)?.name ?? '事项',
    category: code => catalogue.category(code)?.name ?? '其他',
    state: state => stateNames[state],
    level: level => levelNames[level],
  };
}

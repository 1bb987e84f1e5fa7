import { LAYOUTS } from './layout.js';
import { MonthPanel } from './panel.js';
import { readMonth } from './read-month.js';
import { MonthWatcher } from './watcher.js';

const panel = new MonthPanel();
new MonthWatcher({
  read: () => readMonth(LAYOUTS),
  show: (looked) => panel.show(looked),
  hide: () => panel.hide(),
  moved: () => panel.place(),
}).start();

import { ROW_HEIGHTS, type RowHeight } from '@pyairtable/contracts';
import type { ViewSetting } from './view-setting';

/** How tall the rows of a grid are. */
export const rowHeight: ViewSetting<RowHeight> = {
  fieldIds: () => [],
  forget: (height) => height,
  read({ rowHeight: given }, reader) {
    if (given === undefined) return undefined;
    const height = ROW_HEIGHTS.find((one) => one === given);
    return height ?? reader.problems.add(reader.at('rowHeight'), `must be one of ${ROW_HEIGHTS.join(', ')}`);
  },
};

/** Ids of one part of an order, when the rows are sorted. */
export const PART_ROWS = 500;
/** Creation numbers of one row of the register that says in which part each stands. */
export const PLACE_ROWS = 100;

/** "1 change", "3 changes". */
export const countChanges = (count: number): string =>
  `${String(count)} ${count === 1 ? 'change' : 'changes'}`;

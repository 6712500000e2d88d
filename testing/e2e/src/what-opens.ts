/** What the palette has on the page of a base whose view is in groups, its tables and records aside. */
export const COMMANDS = {
  opening: [
    'Add a field',
    'Colour records',
    'Filter records',
    'Find in view',
    'Group records',
    'Hide or show fields',
    'History and snapshots',
    'Keyboard shortcuts',
    'Share this base',
    'Sort records',
    'Trash',
  ],
  others: [
    'Add a record',
    'Collapse all groups',
    'Expand all groups',
    'Formula playground',
    'Go home',
    'Redo',
    'Settings',
    'Sign out',
    'Undo',
    'Use the dark theme',
    'Use the device’s theme',
    'Use the light theme',
  ],
} as const;

/** Names of the buttons of the page of a base, in a view that nobody has arranged. */
export const BUTTONS = {
  /** Those that say of themselves that something opens; the table and its tab have one of their own names. */
  telling: ['Colour', 'Filter', 'Grid view', 'Group', 'Hide fields', 'Row height', 'Sort'],
  others: ['Add a table', 'History', 'Share', 'Trash'],
} as const;

/* The palette's own chunk: loaded when it is first opened. */
export { CommandPalette } from '@pyairtable/ui/command-palette';

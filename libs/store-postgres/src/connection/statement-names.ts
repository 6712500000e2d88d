/**
 * Which statement texts are kept prepared. A text earns a name on its second use, so that one-off shapes leave
 * nothing behind; past `capacity` the least recently used name is forgotten here, and the connections that still
 * hold it are recycled by their age limit.
 */
export class StatementNames {
  private readonly names = new Map<string, string | null>();
  private issued = 0;

  constructor(private readonly capacity: number) {}

  /** The name to prepare the text under, or undefined to run it unprepared. */
  nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    this.names.delete(text);
    const name = known === undefined ? null : (known ?? `s${++this.issued}`);
    this.names.set(text, name);
    if (this.names.size > this.capacity) this.names.delete(this.names.keys().next().value as string);
    return name ?? undefined;
  }
}

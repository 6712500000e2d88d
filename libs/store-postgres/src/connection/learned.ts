/** How many statements a connection has been sent that it did not know, each of which the server remembers something of. */
export class Learned {
  private readonly names = new Set<string>();
  private unnamed = 0;

  /** `name`: what the statement is kept prepared as, if it is. */
  note(name: string | undefined): void {
    if (name === undefined) this.unnamed += 1;
    else this.names.add(name);
  }

  get count(): number {
    return this.names.size + this.unnamed;
  }
}

/** One choice of a select field. `color` is absent where the field has colours off. */
export interface Choice {
  id: string;
  name: string;
  color?: string;
}

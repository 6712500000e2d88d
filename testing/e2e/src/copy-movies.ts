import { adminOf, copyBase, newPerson, type Person, type SharedSystem } from '@pyairtable/integration';

/** A copy of the sample base Movies that two new people share. */
export async function copyMovies(
  system: SharedSystem,
  names: [string, string],
): Promise<{ baseId: string; people: [Person, Person] }> {
  const [movies] = await adminOf(system).findBases('Movies');
  if (!movies) throw new Error('the sample base Movies is missing');
  const people: [Person, Person] = [await newPerson(system, names[0]), await newPerson(system, names[1])];
  const { baseId } = await copyBase(system, movies.id, people);
  return { baseId, people };
}

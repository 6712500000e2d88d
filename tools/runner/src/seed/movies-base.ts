import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BaseFile, FileField, FileTable } from './base-file';
import { stableId } from './stable-id';

/** A row of the package's movies.json. Titles such as 300 are numbers there. */
interface Movie {
  Title: string | number | null;
  'US Gross': number | null;
  'Worldwide Gross': number | null;
  'Production Budget': number | null;
  'Release Date': string;
  'MPAA Rating': string | null;
  'Running Time min': number | null;
  Distributor: string | null;
  Source: string | null;
  'Major Genre': string | null;
  'Creative Type': string | null;
  Director: string | null;
  'Rotten Tomatoes Rating': number | null;
  'IMDB Rating': number | null;
  'IMDB Votes': number | null;
}

const BASE = 'Movies';
const COLOURS = ['blue', 'cyan', 'teal', 'green', 'yellow', 'orange', 'red', 'pink', 'purple', 'gray'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function readMovies(): Movie[] {
  const entry = createRequire(import.meta.url).resolve('vega-datasets');
  return JSON.parse(readFileSync(join(dirname(dirname(entry)), 'data/movies.json'), 'utf8')) as Movie[];
}

/** The last year of the films listed; the source read the two digits of older ones as a century later. */
const LAST_YEAR = 2011;

/** `Jun 12 1998` as `1998-06-12`; undefined for anything else. */
function isoDate(text: string): string | undefined {
  const [, month = '', day = '', written = ''] = /^([A-Z][a-z]{2}) (\d{2}) (\d{4})$/.exec(text) ?? [];
  const index = MONTHS.indexOf(month);
  const year = Number(written) > LAST_YEAR ? Number(written) - 100 : Number(written);
  return index < 0 ? undefined : `${year}-${String(index + 1).padStart(2, '0')}-${day}`;
}

const distinct = (values: readonly (string | null)[]) =>
  [...new Set(values.filter((value) => value !== null))].sort();

const field = (table: string, name: string, type: string, options?: Record<string, unknown>): FileField => ({
  id: stableId('field', BASE, table, name),
  name,
  type,
  ...(options ? { options } : {}),
});

/** A single select whose choices are the values that occur. */
function select(name: string, values: readonly (string | null)[]): FileField {
  const choices = distinct(values).map((choice, index) => ({
    id: stableId('choice', BASE, name, choice),
    name: choice,
    color: `${COLOURS[index % COLOURS.length]}Light2`,
  }));
  return field('Movies', name, 'singleSelect', { choices });
}

const money = { precision: 0, symbol: '$' };
const shownAsMoney = { type: 'currency', options: money };
const whole = { precision: 0 };

/** A table of names that movies link to, one record for each. */
function namesTable(
  name: string,
  primary: string,
  names: readonly string[],
  computed: readonly FileField[],
): FileTable {
  return {
    id: stableId('table', BASE, name),
    name,
    fields: [
      field(name, primary, 'singleLineText'),
      field(name, 'Movies', 'multipleRecordLinks', { linkedTable: 'Movies', inverseName: primary }),
      ...computed,
    ],
    views: [
      {
        id: stableId('view', BASE, name),
        name: `All ${name.toLowerCase()}`,
        type: 'grid',
        sort: [{ field: primary }],
      },
    ],
    records: names.map((text) => ({ _k: text, _id: stableId('record', BASE, name, text), [primary]: text })),
  };
}

/** What becomes of a field of the films of each name. */
const ofFilms = (table: string, name: string, fieldInLinkedTable: string, formula: string, format?: object) =>
  field(table, name, 'rollup', {
    recordLinkField: 'Movies',
    fieldInLinkedTable,
    formula,
    ...(format ? { format } : {}),
  });

const countOfFilms = (table: string) => field(table, 'Films', 'count', { recordLinkField: 'Movies' });

function movieRecord(movie: Movie, index: number): Record<string, unknown> {
  const score = movie['Rotten Tomatoes Rating'];
  const cells: Record<string, unknown> = {
    Title: movie.Title === null ? undefined : String(movie.Title),
    Released: isoDate(movie['Release Date']),
    Genre: movie['Major Genre'],
    Director: movie.Director === null ? undefined : [movie.Director],
    Distributor: movie.Distributor === null ? undefined : [movie.Distributor],
    'US gross': movie['US Gross'],
    'Worldwide gross': movie['Worldwide Gross'],
    Budget: movie['Production Budget'],
    'IMDB rating': movie['IMDB Rating'],
    'IMDB votes': movie['IMDB Votes'],
    Critics: score === null ? undefined : score / 100,
    Minutes: movie['Running Time min'],
    'MPAA rating': movie['MPAA Rating'],
    Source: movie.Source,
    'Creative type': movie['Creative Type'],
  };
  const filled = Object.entries(cells).filter(([, value]) => value !== null && value !== undefined);
  return { _id: stableId('record', BASE, 'Movies', index), ...Object.fromEntries(filled) };
}

/**
 * The sample base "Movies": 3,201 films with the people who directed and the companies that distributed them, from the
 * public data that the package vega-datasets carries. Ids are derived from names, so every build is the same.
 */
export function moviesBase(): BaseFile {
  const movies = readMovies();
  const of = (key: keyof Movie) => movies.map((movie) => movie[key] as string | null);
  const films: FileTable = {
    id: stableId('table', BASE, 'Movies'),
    name: 'Movies',
    description: 'Films with their budgets, takings and ratings, as collected by the Vega project.',
    fields: [
      field('Movies', 'Title', 'singleLineText'),
      field('Movies', 'Released', 'date', { dateFormat: { name: 'iso' } }),
      select('Genre', of('Major Genre')),
      field('Movies', 'Director', 'multipleRecordLinks', {
        linkedTable: 'Directors',
        inverseName: 'Movies',
        prefersSingleRecordLink: true,
      }),
      field('Movies', 'Distributor', 'multipleRecordLinks', {
        linkedTable: 'Distributors',
        inverseName: 'Movies',
        prefersSingleRecordLink: true,
      }),
      field('Movies', 'US gross', 'currency', money),
      field('Movies', 'Worldwide gross', 'currency', money),
      field('Movies', 'Budget', 'currency', money),
      field('Movies', 'IMDB rating', 'number', { precision: 1 }),
      field('Movies', 'IMDB votes', 'number', whole),
      field('Movies', 'Critics', 'percent', whole),
      field('Movies', 'Minutes', 'number', whole),
      select('MPAA rating', of('MPAA Rating')),
      select('Source', of('Source')),
      select('Creative type', of('Creative Type')),
      field('Movies', 'Profit', 'formula', {
        formula: 'IF(AND({Worldwide gross}, {Budget}), {Worldwide gross} - {Budget})',
        format: shownAsMoney,
      }),
      field('Movies', 'Films by the director', 'multipleLookupValues', {
        recordLinkField: 'Director',
        fieldInLinkedTable: 'Films',
      }),
      field('Movies', 'Watched', 'checkbox', { icon: 'check', color: 'greenBright' }),
    ],
    views: [
      { id: stableId('view', BASE, 'Movies', 'All'), name: 'All movies', type: 'grid' },
      {
        id: stableId('view', BASE, 'Movies', 'Takings'),
        name: 'By takings',
        type: 'grid',
        sort: [{ field: 'Worldwide gross', direction: 'desc' }],
      },
    ],
    records: movies.map(movieRecord),
  };
  return {
    id: stableId('base', BASE),
    name: BASE,
    workspace: 'Sample workspace',
    color: 'redBright',
    icon: '🎬',
    tables: [
      films,
      namesTable('Directors', 'Director', distinct(of('Director')), [
        countOfFilms('Directors'),
        ofFilms('Directors', 'Average score', 'IMDB rating', 'AVERAGE(values)', {
          type: 'number',
          options: { precision: 1 },
        }),
        ofFilms('Directors', 'Takings', 'Worldwide gross', 'SUM(values)', shownAsMoney),
      ]),
      namesTable('Distributors', 'Distributor', distinct(of('Distributor')), [
        countOfFilms('Distributors'),
        ofFilms('Distributors', 'Takings', 'Worldwide gross', 'SUM(values)', shownAsMoney),
      ]),
    ],
  };
}

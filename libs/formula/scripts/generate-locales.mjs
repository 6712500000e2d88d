/**
 * Writes the locale table of both engines from the facts that the moment package carries: names of months and days,
 * long formats, day parts, ordinals, first day of the week, digits.
 *
 *   node libs/formula/scripts/generate-locales.mjs
 *
 * src/dates/locales.generated.json is what the evaluator reads; the migration beside it holds the same JSON.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const moment = require('moment');
require('moment/min/locales');

/** The locales that SET_LOCALE takes, and the default. */
const NAMES =
  'en af ar ar-ma ar-sa ar-tn az be bg bn bo br bs ca cs cv cy da de de-at el en-au en-ca en-gb en-ie en-nz eo es et eu fa fi fo fr fr-ca fr-ch fy gl he hi hr hu hy-am id is it ja jv ka km ko lb lt lv me mk ml mr ms my nb ne nl nn pl pt pt-br ro ru si sk sl sq sr sr-cyrl sv ta th tl-ph tr tzl tzm tzm-latn uk uz vi zh-cn zh-tw'.split(
    ' ',
  );
/** Where a day stands beside a month's name, many languages inflect it. */
const IN_FORMAT = 'D[oD]?(\\[[^\\[\\]]*\\]|\\s)+MMMM?';
/** Locales that decide by code: the pattern and an example format that meets it. */
const BY_CODE = {
  el: { months: ['D.*MMMM', 'D MMMM'] },
  pl: { months: ['D\\.? MMMM', 'D MMMM'] },
  uk: { weekdays: ['(\\[[ВвУу]\\]) ?dddd', '[у] dddd'] },
  es: { monthsShort: ['-MMM-', '-MMM-'] },
  fy: { monthsShort: ['-MMM-', '-MMM-'] },
  nl: { monthsShort: ['-MMM-', '-MMM-'] },
};

const months = Array.from({ length: 12 }, (_, month) => moment.utc([2024, month, 1]));
const days = Array.from({ length: 7 }, (_, day) => moment.utc([2024, 0, 7 + day]));

/** `names` in general; where `rule` matches the format, `inContext` instead. */
function names(locale, name, kind, moments, plainFormat) {
  const own = locale[`_${kind}`];
  const call = (format) => moments.map((one) => locale[kind](one, format));
  const byCode = BY_CODE[name]?.[kind];
  if (byCode) return { names: call(plainFormat), rule: byCode[0], inContext: call(byCode[1]) };
  if (Array.isArray(own)) return { names: own };
  const rule = own.isFormat?.source ?? (kind.startsWith('months') ? IN_FORMAT : undefined);
  return rule ? { names: own.standalone, rule, inContext: own.format } : { names: own.standalone };
}

/** Runs of half hours with one name each: [minute of the day it begins, upper case, lower case]. */
function dayParts(locale) {
  const runs = [];
  for (let minute = 0; minute < 1440; minute += 30) {
    const of = (lower) => locale.meridiem(Math.floor(minute / 60), minute % 60, lower);
    const [upper, lower] = [of(false), of(true)];
    const last = runs.at(-1);
    if (!last || last[1] !== upper || last[2] !== lower) runs.push([minute, upper, lower]);
  }
  return runs;
}

/** Templates with % for the number and, for each number from 0, a base-36 digit that says which of them. */
function ordinal(locale, token, most) {
  const templates = [];
  const index = [];
  for (let number = 0; number <= most; number++) {
    const template = String(locale.ordinal(number, token)).replace(String(number), '%');
    let at = templates.indexOf(template);
    if (at < 0) at = templates.push(template) - 1;
    index.push(at);
  }
  return templates.length === 1
    ? { templates, index: '' }
    : { templates, index: index.map((at) => at.toString(36)).join('') };
}

const ORDINALS = { M: 12, D: 31, DDD: 366, d: 6, w: 53, W: 53, Q: 4 };

function characters(locale) {
  const changed = [...'0123456789,'].flatMap((char) => {
    const shown = locale.postformat(char);
    return shown === char ? [] : [[char, shown]];
  });
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

const table = Object.fromEntries(
  NAMES.map((name) => {
    const locale = moment.localeData(name);
    if (!moment.locales().includes(name)) throw new Error(`moment knows no locale ${name}`);
    return [
      name,
      {
        months: names(locale, name, 'months', months, 'MMMM'),
        monthsShort: names(locale, name, 'monthsShort', months, 'MMM'),
        weekdays: names(locale, name, 'weekdays', days, 'dddd'),
        weekdaysShort: locale.weekdaysShort(),
        weekdaysMin: locale.weekdaysMin(),
        long: Object.fromEntries(
          ['LT', 'LTS', 'L', 'LL', 'LLL', 'LLLL', 'l', 'll', 'lll', 'llll'].map((key) => [
            key,
            locale.longDateFormat(key),
          ]),
        ),
        dayParts: dayParts(locale),
        ordinals: Object.fromEntries(
          Object.entries(ORDINALS).map(([token, most]) => [token, ordinal(locale, token, most)]),
        ),
        /** First day of the week, and the January day that week 1 holds. */
        week: [locale.firstDayOfWeek(), 7 + locale.firstDayOfWeek() - locale.firstDayOfYear()],
        ...(characters(locale) ? { characters: characters(locale) } : {}),
      },
    ];
  }),
);

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const lines = Object.entries(table).map(
  ([name, locale]) => `${JSON.stringify(name)}: ${JSON.stringify(locale)}`,
);
writeFileSync(join(folder, 'src/dates/locales.generated.json'), `{\n${lines.join(',\n')}\n}\n`);
const rows = Object.entries(table).map(
  ([name, locale]) => `  ('${name}', '${JSON.stringify(locale).replaceAll("'", "''")}')`,
);
writeFileSync(
  join(folder, 'migrations/20261123020200_formula_locales.sql'),
  `-- migrate:up
-- Written by libs/formula/scripts/generate-locales.mjs. Rows never change in place: a new table gets a new migration.
CREATE TABLE formula.locale (name text PRIMARY KEY, facts jsonb NOT NULL);
GRANT SELECT ON formula.locale TO PUBLIC;
INSERT INTO formula.locale (name, facts) VALUES
${rows.join(',\n')};

-- migrate:down
DROP TABLE formula.locale;
`,
);
console.log(`${NAMES.length} locales`);

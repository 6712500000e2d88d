import { basePath, parseBasePlace } from './base-path';

const app = 'appAAAAAAAAAAAAAA';
const place = { tableId: 'tblAAAAAAAAAAAAAA', viewId: 'viwAAAAAAAAAAAAAA', recordId: 'recAAAAAAAAAAAAAA' };

it.each([[{}], [{ tableId: place.tableId }], [{ tableId: place.tableId, viewId: place.viewId }], [place]])(
  'reads back the address of %j',
  (wanted) => {
    const url = new URL(basePath(app, wanted), 'http://localhost');
    expect(parseBasePlace(url.pathname, url.searchParams)).toEqual(wanted);
  },
);

it('leaves out what is no id', () => {
  expect(parseBasePlace(`/${app}/tables/..%2F`, new URLSearchParams('record=1'))).toEqual({});
});

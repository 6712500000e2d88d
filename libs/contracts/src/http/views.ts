import Type from 'typebox';
import { Place } from '../place';
import {
  NewView as NewViewShape,
  View as ViewShape,
  ViewChange as ViewChangeShape,
  type NewView,
  type View as SomeView,
  type ViewChange,
} from '../view';
import { endpoint } from './endpoint';

const View = Type.Unsafe<SomeView>(ViewShape);
const OF_TABLE = '/v1/bases/{baseId}/tables/{tableId}/views';
const ONE = `${OF_TABLE}/{viewId}` as const;

export const createView = endpoint({
  method: 'POST',
  path: OF_TABLE,
  summary: 'Makes a view, or a copy of one',
  scopes: ['schema.bases:write'],
  body: Type.Unsafe<NewView>(NewViewShape),
  status: 201,
  answer: View,
});

export const changeView = endpoint({
  method: 'PATCH',
  path: ONE,
  summary:
    'Changes name and settings of a view; lists replace what was there, widths and summaries are added to it',
  scopes: ['schema.bases:write'],
  body: Type.Unsafe<ViewChange>(ViewChangeShape),
  status: 200,
  answer: View,
});

export const placeView = endpoint({
  method: 'POST',
  path: `${ONE}/place`,
  summary: 'Puts a view in front of another, or at the end',
  scopes: ['schema.bases:write'],
  body: Place,
  status: 204,
});

export const deleteView = endpoint({
  method: 'DELETE',
  path: ONE,
  summary: 'Deletes a view',
  scopes: ['schema.bases:write'],
  status: 204,
});

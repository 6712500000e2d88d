import { appError } from '@pyairtable/contracts';
import { fields as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { pathNumber } from '../wire/path-ids';
import { serve } from '../wire/serve';
import { fieldRequest } from './table-request';

/** Fields of a table. */
export function installFieldRoutes(app: Server): void {
  serve(app, endpoints.createField, ({ caller, store, path, body }) =>
    store.structure.createField(caller, path.baseId, path.tableId, fieldRequest(body)),
  );

  serve(app, endpoints.changeField, ({ caller, store, path, body }) => {
    const choices = [body.options, body.addChoices, body.dropChoices].filter((given) => given !== undefined);
    if (choices.length > 1) throw appError('INVALID_REQUEST_UNKNOWN');
    return store.structure.changeField(caller, path.baseId, path.tableId, path.fieldId, body);
  });

  serve(app, endpoints.convertField, async ({ caller, store, path, body }) => {
    const { preview, ...wanted } = body;
    const place = [path.baseId, path.tableId, path.fieldId] as const;
    return preview
      ? { report: await store.structure.previewConversion(caller, ...place, wanted) }
      : store.structure.convertField(caller, ...place, wanted);
  });

  serve(app, endpoints.undoConversion, ({ caller, store, path: { baseId, tableId, fieldId, seq } }) =>
    store.structure.undoConversion(caller, baseId, { tableId, fieldId, seq: pathNumber(seq) }),
  );

  serve(app, endpoints.duplicateField, ({ caller, store, path, body }) =>
    store.structure.duplicateField(caller, path.baseId, path.tableId, path.fieldId, {
      name: body.name,
      cells: body.cells === undefined ? true : (body.cells ?? false),
    }),
  );

  serve(app, endpoints.previewField, ({ caller, store, path, body }) =>
    store.structure.previewField(caller, path.baseId, path.tableId, body),
  );

  serve(app, endpoints.deleteField, async ({ caller, store, path }) => ({
    seq: await store.structure.deleteField(caller, path.baseId, path.tableId, path.fieldId),
  }));

  serve(app, endpoints.placeField, ({ caller, store, path, body }) =>
    store.structure.placeField(caller, path.baseId, path.tableId, path.fieldId, body.before),
  );
}

import Type, { type Static } from 'typebox';
import { id } from './id-shape';

/* Cells that are objects, or lists of them. Each is closed and bounded: they come from browsers as they are stored. */

const closed = { additionalProperties: false };

/** What was scanned; `type` names the symbology where it is known, e.g. `ean13`. */
export const Barcode = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 100_000 }),
    type: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  closed,
);
export type Barcode = Static<typeof Barcode>;

export const ATTACHMENT_LIMITS = { files: 1_000, url: 8_000, filename: 255, type: 255 } as const;

const Pixels = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Url = Type.String({ minLength: 1, maxLength: ATTACHMENT_LIMITS.url });

export const Thumbnail = Type.Object({ url: Url, width: Pixels, height: Pixels }, closed);
export type Thumbnail = Static<typeof Thumbnail>;

export const THUMBNAILS = ['small', 'large', 'full'] as const;

/** A file as a cell keeps it. Nothing is known of one but what was given until its bytes are here. */
export const Attachment = Type.Object(
  {
    id: id('attachment'),
    /** http or https. */
    url: Url,
    filename: Type.String({ minLength: 1, maxLength: ATTACHMENT_LIMITS.filename }),
    /** Bytes. */
    size: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    /** Media type. */
    type: Type.Optional(Type.String({ minLength: 1, maxLength: ATTACHMENT_LIMITS.type })),
    width: Type.Optional(Pixels),
    height: Type.Optional(Pixels),
    thumbnails: Type.Optional(
      Type.Object(
        {
          small: Type.Optional(Thumbnail),
          large: Type.Optional(Thumbnail),
          full: Type.Optional(Thumbnail),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Attachment = Static<typeof Attachment>;

export const Attachments = Type.Array(Attachment, { minItems: 1, maxItems: ATTACHMENT_LIMITS.files });

export const AI_STATES = ['empty', 'loading', 'generated', 'error'] as const;

/** What a model wrote into a cell, or how far it is. */
export const AiCell = Type.Object(
  {
    state: Type.Union([
      Type.Literal('empty'),
      Type.Literal('loading'),
      Type.Literal('generated'),
      Type.Literal('error'),
    ]),
    /** What it was made of has changed since. */
    isStale: Type.Boolean(),
    value: Type.Union([Type.String({ maxLength: 100_000 }), Type.Null()]),
    errorType: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  closed,
);
export type AiCell = Static<typeof AiCell>;

/** What a button says and opens. */
export interface ButtonCell {
  label: string;
  url: string | null;
}

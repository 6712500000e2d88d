import { appError } from '@pyairtable/contracts';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { constants, createDeflateRaw, createInflateRaw } from 'node:zlib';

/** A text that is whole, in as little memory as is had quickly, until whoever asked has taken it at their pace. */
export class KeptText {
  private constructor(
    private readonly chunks: readonly Buffer[],
    readonly bytes: number,
  ) {}

  /**
   * Takes the text from whoever makes it, piece by piece; others have the process between two. CLIENT_GONE when nobody waits for it
   * any more.
   */
  static async of(pieces: Iterable<string>, signal?: AbortSignal): Promise<KeptText> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const encoded = async function* () {
      for (const piece of pieces) {
        const encodedPiece = Buffer.from(piece);
        bytes += encodedPiece.length;
        yield encodedPiece;
        await othersTurn();
      }
    };
    const keep = async (deflated: AsyncIterable<Buffer>) => {
      for await (const chunk of deflated) chunks.push(chunk);
    };
    try {
      const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED });
      await pipeline(Readable.from(encoded()), deflate, keep, { signal });
    } catch (error) {
      throw signal?.aborted ? appError('CLIENT_GONE', undefined, { cause: error }) : error;
    }
    return new KeptText(chunks, bytes);
  }

  read(): Readable {
    return Readable.from(this.chunks).pipe(createInflateRaw());
  }
}

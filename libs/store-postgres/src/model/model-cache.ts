import type { BaseModel } from '@pyairtable/core';

const BASES = 500;

/**
 * Models of the bases in use, the least recently used leaving first. Never trusted: each statement compares the
 * version it was compiled for with the database's.
 */
export class ModelCache {
  private readonly models = new Map<string, BaseModel>();

  constructor(private readonly capacity = BASES) {}

  get(baseId: string): BaseModel | undefined {
    const model = this.models.get(baseId);
    if (model) this.put(model);
    return model;
  }

  put(model: BaseModel): void {
    this.models.delete(model.id);
    this.models.set(model.id, model);
    if (this.models.size > this.capacity) this.models.delete(this.models.keys().next().value as string);
  }
}

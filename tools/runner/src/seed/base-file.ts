/** A base file as the seed step writes and reduces it; docs/reference describes it whole. */
export interface BaseFile {
  id?: string;
  name: string;
  workspace?: string | { id?: string; name: string };
  color?: string;
  icon?: string;
  users?: { key: string; name: string; email: string; role?: string }[];
  /** What attachment cells may name. */
  files?: Record<string, unknown>;
  tables: FileTable[];
}

export interface FileTable {
  id?: string;
  name: string;
  description?: string;
  fields: FileField[];
  views?: FileView[];
  records?: Record<string, unknown>[];
}

export interface FileField {
  id?: string;
  name: string;
  type: string;
  description?: string;
  options?: Record<string, unknown>;
}

export interface FileView {
  id?: string;
  name: string;
  type?: string;
  filter?: string;
  groupBy?: string;
  sort?: { field: string; direction?: 'asc' | 'desc' }[];
  visibleFields?: string[];
}

import type { Span } from '../errors';
import type { Parameter } from '../functions/definition';
import { findFunction } from '../functions/registry';
import { caretAt } from './caret';
import { parameterLabel, signatureLabel } from './names';

/** The call around the caret, as signature help shows it. */
export interface Signature {
  name: string;
  /** Whole signature: `LEFT(text, count)`. */
  label: string;
  summary: string;
  extension: boolean;
  /** Each with its range in `label`. */
  parameters: readonly (Parameter & Span)[];
  /** Index into `parameters` of the one the caret is in; undefined when there is none. */
  active: number | undefined;
}

/** The innermost known function whose parentheses enclose the offset. The text need not be complete. */
export function signatureAt(source: string, offset: number): Signature | undefined {
  for (const call of [...caretAt(source, offset).calls].reverse()) {
    const definition = findFunction(call.callee);
    if (!definition) continue;
    const { name, summary, extension = false } = definition;
    let at = name.length + 1;
    const parameters = definition.parameters.map((parameter) => {
      const start = at;
      at += parameterLabel(parameter).length + 2;
      return { ...parameter, start, end: at - 2 };
    });
    return {
      name,
      label: signatureLabel(definition),
      summary,
      extension,
      parameters,
      active: activeParameter(definition.parameters, call.argument),
    };
  }
  return undefined;
}

function activeParameter(parameters: readonly Parameter[], argument: number): number | undefined {
  if (argument < parameters.length) return argument;
  return parameters.at(-1)?.rest ? parameters.length - 1 : undefined;
}

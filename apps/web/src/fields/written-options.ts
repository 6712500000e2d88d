/** The options of a form as they are sent: lines of choices left empty are no choices. */
export function writtenOptions(options: Record<string, unknown> | undefined): {
  options?: Record<string, unknown>;
} {
  if (!options) return {};
  const choices = options['choices'] as { name: string }[] | undefined;
  return {
    options: choices
      ? { ...options, choices: choices.filter((choice) => choice.name.trim() !== '') }
      : options,
  };
}

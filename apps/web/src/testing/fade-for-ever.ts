/**
 * Popups fade until the result is called, and do not go at once as jsdom, without animations, has it: Base UI then gives the
 * keyboard back after Tab has moved it on, which in a browser it does before.
 */
export function fadeForEver(): () => void {
  const fading = {
    finished: new Promise(() => undefined),
    effect: { getTiming: () => ({ duration: 120, iterations: 1 }) },
  };
  Element.prototype.getAnimations = () => [fading] as unknown as Animation[];
  return () => void Reflect.deleteProperty(Element.prototype, 'getAnimations');
}

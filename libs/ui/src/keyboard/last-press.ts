let isKey = false;

if (typeof document !== 'undefined') {
  document.addEventListener('keydown', () => (isKey = true), { capture: true });
  document.addEventListener('pointerdown', () => (isKey = false), { capture: true });
}

/** Whether the person last pressed a key, and not a pointer: what opens by the one may look other than by the other. */
export const wasKeyPressed = (): boolean => isKey;

/** Calls `changed` whenever the window has other pixels, by zoom or on another screen; the result ends that. */
export function watchPixelRatio(document: Document, changed: () => void): () => void {
  const view = document.defaultView;
  let query: MediaQueryList | undefined;
  const watch = () => {
    query = view?.matchMedia?.(`(resolution: ${view.devicePixelRatio}dppx)`);
    query?.addEventListener('change', heed);
  };
  const end = () => query?.removeEventListener('change', heed);
  const heed = () => {
    end();
    watch();
    changed();
  };
  watch();
  return end;
}

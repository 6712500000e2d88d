/** Request header in which the proxy tells server components the page's own path and query. */
export const PAGE_PATH_HEADER = 'x-page-path';

import { wrongCopy } from '../testing/wrong-copy.ts';
import { missingPages } from './missing-pages.ts';

describe('missingPages', () => {
  const copy = wrongCopy();

  it.each([
    ['libs/kernel/src/ids.ts', '// As gone.md §4 says.\n', 'gone.md'],
    ['go-services/kit/apierror/error.go', '\n// See docs/reference/gone.md.\n', 'docs/reference/gone.md'],
    ['docs/guides/add-a-service.md', '\n[more](../reference/gone.md)\n', '../reference/gone.md'],
    ['README.md', '\n![a picture](docs/images/gone.png)\n', 'docs/images/gone.png'],
  ])('finds that %s names a page that is not there', (file, text, page) => {
    expect(copy.newFaults(missingPages, () => copy.write(file, copy.read(file) + text))).toEqual([
      `${file} names ${page}, which is not there`,
    ]);
  });

  it('follows links to folders and to parts of a page', () => {
    const text = '\n[a](docs/adr) [b](docs/architecture/README.md#storage) [c](https://example.com/x.md)\n';
    expect(
      copy.newFaults(missingPages, () => copy.write('README.md', copy.read('README.md') + text)),
    ).toEqual([]);
  });
});

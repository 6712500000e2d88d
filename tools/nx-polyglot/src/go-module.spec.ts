import { goImports, parseGoModule } from './go-module.ts';

describe('parseGoModule', () => {
  it('reads path, Go version, direct requirements and replacements by a folder', () => {
    const text = `// nx: contracts
module pyairtable.dev/go-services/auth // the service

go 1.26

require (
	github.com/jackc/pgx/v5 v5.10.0
	golang.org/x/text v0.29.0 // indirect
)

require pyairtable.dev/go-services/kit v0.0.0

replace (
	pyairtable.dev/go-services/kit => ../kit
	example.com/fork v1.0.0 => example.com/other v1.0.1
)
`;
    expect(parseGoModule(text)).toEqual({
      path: 'pyairtable.dev/go-services/auth',
      goVersion: '1.26',
      requires: [
        { path: 'github.com/jackc/pgx/v5', version: 'v5.10.0' },
        { path: 'pyairtable.dev/go-services/kit', version: 'v0.0.0' },
      ],
      replaces: [{ path: 'pyairtable.dev/go-services/kit', folder: '../kit' }],
      readsContracts: true,
      readsServices: false,
      usesPostgres: false,
    });
  });

  it('reads a replacement of one version and one on a single line', () => {
    expect(parseGoModule('module a\nreplace b v1.2.3 => ./b\n').replaces).toEqual([
      { path: 'b', folder: './b' },
    ]);
  });

  it('takes contracts for read only where the comment says so by itself', () => {
    expect(parseGoModule('module a\n// see nx: contracts for more\n').readsContracts).toBe(false);
    expect(parseGoModule('// nx: services\nmodule a\n')).toMatchObject({
      readsContracts: false,
      readsServices: true,
    });
    expect(parseGoModule('// nx: postgres\nmodule a\n').usesPostgres).toBe(true);
  });
});

describe('goImports', () => {
  it('reads single, named, blank and grouped imports', () => {
    const source = `package a

import "fmt"
import kit "example.com/kit"

import (
	"net/http"
	_ "embed" // for "migrations"
	. "example.com/dot"
)
`;
    expect(goImports(source).sort()).toEqual([
      'embed',
      'example.com/dot',
      'example.com/kit',
      'fmt',
      'net/http',
    ]);
  });

  it('does not take comments or strings of the code for imports', () => {
    const source = `/*
import "commented"
func notYet() {}
*/
package a

// import "line"
import "real"

const text = \`
import "quoted"
\`
`;
    expect(goImports(source)).toEqual(['real']);
  });
});

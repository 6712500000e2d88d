.PHONY: start test-all verify bench

start:
	npm start

test-all:
	npm test

verify:
	npm run verify

bench:
	npm run bench

.PHONY: start test-all check bench

start:
	npm start

test-all:
	npm test

check:
	npm run check

bench:
	npm run bench

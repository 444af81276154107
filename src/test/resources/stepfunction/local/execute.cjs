// Executes a state machine once for each input. Reads {definition, inputs, concurrency, retryDelaysMs} from stdin and
// writes one JSON line for each event of each execution: {execution: index of its input, event}. retryDelaysMs, from the
// name of a state to milliseconds, replaces the delays of that state's retriers.
'use strict';

// Node 20 lacks this function, which aws-local-stepfunctions calls.
Promise.withResolvers ??= function () {
  const resolvers = {};
  resolvers.promise = new this((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
  return resolvers;
};

const { StateMachine } = require('aws-local-stepfunctions');

async function execute(machine, input, overrides, execution) {
  const { result, eventLogs } = machine.run(input, { overrides });
  // A failure is told by the last event.
  result.catch(() => {});
  for await (const event of eventLogs) {
    process.stdout.write(JSON.stringify({ execution, event }) + '\n');
  }
}

async function main() {
  let text = '';
  for await (const chunk of process.stdin) {
    text += chunk;
  }
  const { definition, inputs, concurrency, retryDelaysMs } = JSON.parse(text);
  const machine = new StateMachine(definition);
  let next = 0;
  const worker = async () => {
    while (next < inputs.length) {
      const execution = next++;
      await execute(machine, inputs[execution], { retryIntervalOverrides: retryDelaysMs }, execution);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

main().then(
  // A Lambda call that a timeout has overtaken would keep the process alive.
  () => process.stdout.write('', () => process.exit(0)),
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);

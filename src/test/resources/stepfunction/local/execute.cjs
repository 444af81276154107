// Executes a state machine once for each input. Reads a line of JSON from stdin: {definition, inputs, concurrency,
// retryDelayMs, mocks, stateMachineArn, roleArn}, where retryDelayMs, unless 0, replaces the delays of all retriers.
// Writes lines of JSON: {execution: index of its input, event}, and calls {call: id, ...}, each answered on stdin by
// {call: id, ...}: an invocation by {payload, failed, version}, another call by {refusal}, if it is refused.
'use strict';

// Node 20 lacks this function, which aws-local-stepfunctions calls.
Promise.withResolvers ??= function () {
  const resolvers = {};
  resolvers.promise = new this((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
  return resolvers;
};
// A longer delay than a timer can take would end at once.
const timer = setTimeout;
globalThis.setTimeout = (callback, ms, ...rest) => timer(callback, Math.min(ms, 2 ** 31 - 1), ...rest);

const { randomUUID } = require('crypto');
const { createInterface } = require('readline');
const { StateMachine } = require('aws-local-stepfunctions');
const { check, integration, isInvoke, mend, states } = require('./definition.cjs');

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-task-executions
const MAX_DATA_BYTES = 256 * 1024;

// The names under which services are known elsewhere than in the Resource of a Task.
const IAM_PREFIXES = { cloudwatchlogs: 'logs', eventbridge: 'events', sesv2: 'ses', sfn: 'states' };
const ERROR_PREFIXES = { dynamodb: 'DynamoDB', events: 'EventBridge', sns: 'SNS', sqs: 'SQS', states: 'StepFunctions' };

const pending = new Map();
let calls = 0;

function write(message) {
  process.stdout.write(JSON.stringify(message) + '\n');
}

function call(request) {
  const id = calls++;
  write({ call: id, ...request });
  return new Promise((resolve) => pending.set(id, resolve));
}

function failure(name, cause) {
  return Object.assign(new Error(cause), { name });
}

// No Retry and no Catch sees this error.
function limit(stateName, value) {
  if (value !== undefined && Buffer.byteLength(JSON.stringify(value)) > MAX_DATA_BYTES) {
    const error = failure('States.DataLimitExceeded', `The state/task '${stateName}' returned a result with a size exceeding `
      + 'the maximum number of bytes service limit.');
    throw Object.assign(error, { isRetryable: false, isCatchable: false });
  }
  return value;
}

// The resources that IAM may be asked for: any of them must be allowed; none, when the parameters name none.
function resources(service, parameters, arn) {
  const [, partition, , region, account] = arn.split(':');
  const texts = (value) => typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(texts);
  if (service === 'sqs' && parameters.QueueUrl) {
    const [owner, name] = parameters.QueueUrl.split('/').slice(-2);
    return [`arn:${partition}:sqs:${region}:${owner}:${name}`];
  }
  if (service === 's3' && parameters.Bucket) {
    return [`arn:${partition}:s3:::${[parameters.Bucket, parameters.Key].filter(Boolean).join('/')}`];
  }
  if (service === 'dynamodb' && parameters.TableName && !parameters.TableName.startsWith('arn:')) {
    return [`arn:${partition}:dynamodb:${region}:${account}:table/${parameters.TableName}`];
  }
  return texts(parameters).filter((text) => text.startsWith(`arn:${partition}:${service}:`));
}

async function callService(stateName, task, parameters, { mocks, stateMachineArn }) {
  const service = IAM_PREFIXES[task.service] ?? task.service;
  const action = `${service}:${task.action[0].toUpperCase()}${task.action.slice(1)}`;
  const { refusal } = await call({ state: stateName, action, resources: resources(service, parameters, stateMachineArn) });
  if (refusal) {
    const prefix = ERROR_PREFIXES[service] ?? service[0].toUpperCase() + service.slice(1);
    throw failure(`${prefix}.${service === 'sns' ? 'AuthorizationError' : 'AccessDenied'}Exception`, refusal);
  }
  return mocks[stateName];
}

async function invoke(functionName, payload) {
  const answer = await call({ function: functionName ?? '', payload });
  if (answer.failed) {
    throw failure(JSON.parse(answer.payload).errorType, answer.payload);
  }
  return { StatusCode: 200, ExecutedVersion: answer.version, Payload: JSON.parse(answer.payload) };
}

// What a Task state does, in place of the interpreter's own Lambda client.
function handler(name, state, request) {
  const task = integration(state);
  const run = async (input) => {
    if (!task) {
      return (await invoke(state.Resource, input)).Payload;
    }
    if (isInvoke(task)) {
      const { FunctionName, Qualifier, Payload = {} } = input;
      return invoke(Qualifier ? `${FunctionName}:${Qualifier}` : FunctionName, Payload);
    }
    return callService(name, task, input ?? {}, request);
  };
  return async (input) => limit(name, await run(limit(name, input)));
}

// Gives each state its part of the context object, and holds states to the size of data that AWS allows.
const { execute } = StateMachine.prototype;
StateMachine.prototype.execute = function (input, options, cleanUp) {
  const State = {};
  const { eventLogger, runOptions } = options;
  const { dispatchStateEnteredEvent, dispatchStateRetriedEvent, dispatchStateExitedEvent } = eventLogger;
  eventLogger.dispatchStateEnteredEvent = function (name, ...rest) {
    Object.assign(State, { Name: name, EnteredTime: new Date().toISOString(), RetryCount: 0 });
    dispatchStateEnteredEvent.call(this, name, ...rest);
  };
  eventLogger.dispatchStateRetriedEvent = function (...args) {
    State.RetryCount++;
    dispatchStateRetriedEvent.apply(this, args);
  };
  eventLogger.dispatchStateExitedEvent = function (name, type, stateInput, output) {
    dispatchStateExitedEvent.call(this, name, type, stateInput, limit(name, output));
  };
  const context = { ...runOptions.context, State };
  return execute.call(this, input, { ...options, runOptions: { ...runOptions, context } }, cleanUp);
};

// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
function contextObject({ stateMachineArn, roleArn }) {
  const Name = randomUUID();
  return {
    Execution: { Id: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${Name}`, Name, RoleArn: roleArn, RedriveCount: 0 },
    StateMachine: { Id: stateMachineArn, Name: stateMachineArn.split(':').pop() },
    Task: { Token: 'local' },
  };
}

async function main(request) {
  const { definition, inputs, concurrency, retryDelayMs, mocks } = request;
  check(definition, mocks);
  new StateMachine(definition);
  const machine = new StateMachine(mend(definition), { validationOptions: { noValidate: true } });
  const all = [...states(definition)];
  const tasks = all.filter(([, state]) => state.Type === 'Task');
  const overrides = {
    retryIntervalOverrides: Object.fromEntries(retryDelayMs ? all.map(([name]) => [name, retryDelayMs]) : []),
    taskResourceLocalHandlers: Object.fromEntries(tasks.map(([name, state]) => [name, handler(name, state, request)])),
  };
  let next = 0;
  const worker = async () => {
    while (next < inputs.length) {
      const execution = next++;
      const { result, eventLogs } = machine.run(inputs[execution], { overrides, context: contextObject(request) });
      // A failure is told by the last event.
      result.catch(() => {});
      for await (const event of eventLogs) {
        write({ execution, event });
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function receive(line) {
  const message = JSON.parse(line);
  if (pending.has(message.call)) {
    pending.get(message.call)(message);
    pending.delete(message.call);
    return;
  }
  main(message).then(
    // A call that a timeout has overtaken would keep the process alive.
    () => process.stdout.write('', () => process.exit(0)),
    (refusal) => {
      console.error(refusal.message);
      process.exit(1);
    },
  );
}

createInterface({ input: process.stdin }).on('line', receive);

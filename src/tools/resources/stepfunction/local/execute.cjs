// Executes state machines. Each line on stdin is a request: {resources, python, runtimeDir, inputs, mocks, and optionally
// concurrency, retryDelayMs, which replaces the delays of all retriers, and faults, errors of Lambda that the first
// invocations meet}. Writes lines of JSON: {tell: text}, for each input {execution: its index, status, output, error, cause},
// and at the end {done: true} or, when it cannot be executed, {refused: why}.
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
const { authorization } = require('./iam.cjs');
const { checkEnvironment, invoke, stopAll } = require('./lambda.cjs');

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-task-executions
const MAX_DATA_BYTES = 256 * 1024;

// The names under which services are known elsewhere than in the Resource of a Task.
const IAM_PREFIXES = { cloudwatchlogs: 'logs', eventbridge: 'events', sesv2: 'ses', sfn: 'states' };
const ERROR_PREFIXES = { dynamodb: 'DynamoDB', events: 'EventBridge', sns: 'SNS', sqs: 'SQS', states: 'StepFunctions' };

function write(message) {
  process.stdout.write(JSON.stringify(message) + '\n');
}

function log(line) {
  write({ tell: `           ${line}` });
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

// What AWS does with the stack: asks IAM, then invokes a function, or answers for a service from the mocks.
function cloud(request, stateMachine) {
  const all = (type) => request.resources.filter((resource) => resource.type === type);
  const functions = all('aws:lambda/function:Function');
  const used = [stateMachine.roleArn, ...functions.map((lambda) => lambda.role)];
  const iam = authorization(all('aws:iam/role:Role'), all('aws:iam/rolePolicy:RolePolicy'), used);
  functions.forEach(checkEnvironment);

  async function answer(functionName, event) {
    const fault = request.faults?.shift();
    if (fault) {
      return { error: { errorType: fault, errorMessage: 'simulated' } };
    }
    for (const lambda of functions) {
      const arn = ['', ':$LATEST', `:${lambda.version ?? '$LATEST'}`].map((qualifier) => lambda.arn + qualifier)
        .find((known) => [known, known.replace(lambda.arn, lambda.name)].includes(functionName));
      if (arn) {
        const errorMessage = iam.refusal(stateMachine, 'lambda:InvokeFunction', [arn]) ?? iam.lambdaRefusal(lambda);
        return errorMessage ? { error: { errorType: 'Lambda.AWSLambdaException', errorMessage } }
          : { ...await invoke(lambda, arn, event, request, log), version: arn.slice(lambda.arn.length + 1) || '$LATEST' };
      }
    }
    return { error: { errorType: 'Lambda.ResourceNotFoundException', errorMessage: `Function not found: ${functionName}` } };
  }

  return {
    // Gives the result as lambda:invoke does.
    async invoke(functionName, event) {
      const { payload, error, version } = await answer(functionName, event);
      if (error) {
        throw failure(error.errorType, JSON.stringify(error));
      }
      return { StatusCode: 200, ExecutedVersion: version, Payload: JSON.parse(payload) };
    },

    callService(stateName, task, parameters) {
      const service = IAM_PREFIXES[task.service] ?? task.service;
      const action = `${service}:${task.action[0].toUpperCase()}${task.action.slice(1)}`;
      const on = resources(service, parameters, stateMachine.arn);
      const refusal = iam.refusal(stateMachine, action, on);
      if (refusal) {
        const prefix = ERROR_PREFIXES[service] ?? service[0].toUpperCase() + service.slice(1);
        throw failure(`${prefix}.${service === 'sns' ? 'AuthorizationError' : 'AccessDenied'}Exception`, refusal);
      }
      log(`${stateName} | ${action}${on.length ? ` on ${on.join(', ')}` : ''} allowed, answered from the mocks`);
      return request.mocks[stateName];
    },
  };
}

// What a Task state does, in place of the interpreter's own Lambda client.
function handler(name, state, aws) {
  const task = integration(state);
  const run = async (input) => {
    if (!task) {
      return (await aws.invoke(state.Resource, input)).Payload;
    }
    if (isInvoke(task)) {
      const { FunctionName, Qualifier, Payload = {} } = input;
      return aws.invoke(Qualifier ? `${FunctionName}:${Qualifier}` : FunctionName, Payload);
    }
    return aws.callService(name, task, input ?? {});
  };
  return async (input) => limit(name, await run(limit(name, input)));
}

// Gives each state its part of the context object, and holds states to the size of data that AWS allows.
const { execute: executeScope } = StateMachine.prototype;
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
  return executeScope.call(this, input, { ...options, runOptions: { ...runOptions, context } }, cleanUp);
};

// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
function contextObject({ arn, roleArn }) {
  const Name = randomUUID();
  return {
    Execution: { Id: `${arn.replace(':stateMachine:', ':execution:')}:${Name}`, Name, RoleArn: roleArn, RedriveCount: 0 },
    StateMachine: { Id: arn, Name: arn.split(':').pop() },
    Task: { Token: 'local' },
  };
}

// Tells the events of an execution, with the milliseconds since its start.
function story() {
  const entered = new Map();
  return (event) => {
    const name = (event.state ?? event.parentState)?.name;
    const state = name && name + (event.index === undefined ? '' : `[${event.index}]`);
    entered.set(event.type === 'StateEntered' ? state : event.type, event.timestamp);
    const took = ['StateExited', 'StateFailed'].includes(event.type) && event.timestamp - entered.get(state);
    const parts = [
      `${event.timestamp - entered.get('ExecutionStarted')} ms`.padStart(9), `  ${event.type}`,
      state ? ` ${state}` : '', Number.isFinite(took) ? ` after ${took} ms` : '',
      event.type === 'StateRetried' ? `, attempt ${event.retry.attempt}` : '', event.Error ? `: ${event.Error}` : '',
    ];
    write({ tell: parts.join('') });
  };
}

// How an execution ended, with the status as DescribeExecution names it.
function outcome({ type, output, Error: error, Cause: cause }) {
  switch (type) {
    case 'ExecutionSucceeded':
      return { status: 'SUCCEEDED', output: JSON.stringify(output), error: '', cause: '' };
    case 'ExecutionTimeout':
      return { status: 'TIMED_OUT', output: '', error: 'States.Timeout', cause: '' };
    default:
      return { status: 'FAILED', output: '', error, cause: typeof cause === 'string' ? cause : JSON.stringify(cause ?? '') };
  }
}

async function execute(request) {
  const { inputs, concurrency = 1, retryDelayMs, mocks } = request;
  const stateMachine = request.resources.find((resource) => resource.type === 'aws:sfn/stateMachine:StateMachine');
  const definition = JSON.parse(stateMachine.definition);
  check(definition, mocks);
  new StateMachine(definition);
  const machine = new StateMachine(mend(definition), { validationOptions: { noValidate: true } });
  const aws = cloud(request, stateMachine);
  const all = [...states(definition)];
  const tasks = all.filter(([, state]) => state.Type === 'Task');
  const overrides = {
    retryIntervalOverrides: Object.fromEntries(retryDelayMs ? all.map(([name]) => [name, retryDelayMs]) : []),
    taskResourceLocalHandlers: Object.fromEntries(tasks.map(([name, state]) => [name, handler(name, state, aws)])),
  };
  let next = 0;
  const worker = async () => {
    while (next < inputs.length) {
      const execution = next++;
      const { result, eventLogs } = machine.run(inputs[execution], { overrides, context: contextObject(stateMachine) });
      // A failure is told by the last event.
      result.catch(() => {});
      const tell = story();
      let last;
      for await (const event of eventLogs) {
        tell(event);
        last = event;
      }
      write({ execution, ...outcome(last) });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await stopAll();
}

async function main() {
  const lines = createInterface({ input: process.stdin });
  // Whoever asked has gone: the functions must not run on.
  ['SIGINT', 'SIGTERM'].forEach((signal) => process.on(signal, () => process.exit()));
  lines.on('close', () => process.exit());
  for await (const line of lines) {
    write(await execute(JSON.parse(line)).then(() => ({ done: true }), (refusal) => ({ refused: refusal.message })));
  }
}

main();

// A definition in Amazon States Language as the interpreter must get it: what it would execute otherwise than AWS is
// mended where that is possible, and refused where it is not.
'use strict';

// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
const INTEGRATION = /^arn:[^:]*:states:::(?:aws-sdk:)?([^:]+):([^:.]+)(\..+)?$/;

// Fields that change what AWS does, and that the interpreter does not know.
const UNKNOWN_FIELDS = [
  'Arguments', 'Assign', 'Credentials', 'HeartbeatSeconds', 'HeartbeatSecondsPath', 'ItemBatcher', 'ItemReader', 'Items',
  'Label', 'Output', 'ResultWriter', 'ToleratedFailureCount', 'ToleratedFailureCountPath', 'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
];

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
const INVOKE_PARAMETERS = ['FunctionName', 'FunctionName.$', 'InvocationType', 'LogType', 'Payload', 'Payload.$', 'Qualifier'];

function inner(state) {
  return [state.Iterator, state.ItemProcessor, ...(state.Branches ?? [])].filter(Boolean);
}

// Every state at any depth: [its name, the state, whether it is inside a Map or a Parallel].
function* states(machine, nested = false) {
  for (const [name, state] of Object.entries(machine.States ?? {})) {
    yield [name, state, nested];
    for (const scope of inner(state)) {
      yield* states(scope, true);
    }
  }
}

function isLambda(state) {
  return /^arn:[^:]*:lambda:/.test(state.Resource);
}

// The service integration of a Task: {service, action, pattern}; undefined for another state and for a function's ARN.
function integration(state) {
  const match = state.Type === 'Task' && INTEGRATION.exec(state.Resource);
  return match ? { service: match[1], action: match[2], pattern: match[3] ?? '' } : undefined;
}

function isInvoke(task) {
  return task?.service === 'lambda' && task.action === 'invoke';
}

// The paths into the context object: the interpreter gives one of its own to what is inside a Map or a Parallel.
function* contextPaths(name, state, nested) {
  const { Iterator, ItemProcessor, Branches, ...own } = state;
  for (const [path] of JSON.stringify(own).matchAll(/\$\$(\.\w+)*/g)) {
    const waits = integration(state)?.pattern === '.waitForTaskToken';
    const isOwnItem = state.Type === 'Map' && path.startsWith('$$.Map');
    const differs = /^\$\$(\.Execution(\.(Input|StartTime).*)?|\.Map.*)?$/.test(path);
    if ((nested && differs && !isOwnItem) || (path.startsWith('$$.Task') && !waits)) {
      yield path;
    }
  }
}

function* findings(definition) {
  for (const [name, scope] of [['', definition], ...states(definition)]) {
    if (scope.QueryLanguage === 'JSONata') {
      yield [name, 'QueryLanguage JSONata'];
    }
  }
  for (const [name, state, nested] of states(definition)) {
    const parts = [state, ...(state.Catch ?? []), ...(state.Choices ?? [])];
    yield* UNKNOWN_FIELDS.filter((field) => parts.some((part) => field in part)).map((field) => [name, field]);
    if (state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED') {
      yield [name, 'ProcessorConfig Mode DISTRIBUTED'];
    }
    yield* [...new Set(contextPaths(name, state, nested))].map((path) => [name, path]);
    if (state.Type === 'Task' && !isLambda(state) && !integration(state)) {
      yield [name, `Resource ${state.Resource}`];
    }
    if (isInvoke(integration(state))) {
      const parameters = state.Parameters ?? {};
      yield* Object.keys(parameters).filter((key) => !INVOKE_PARAMETERS.includes(key)).map((key) => [name, key]);
      if ((parameters.InvocationType ?? 'RequestResponse') !== 'RequestResponse') {
        yield [name, `InvocationType ${parameters.InvocationType}`];
      }
      if (integration(state).pattern) {
        yield [name, `Resource ${state.Resource}`];
      }
    }
  }
}

// Throws an error that names what would be executed otherwise than AWS does, and the mocks that are missing or that nothing asks for.
function check(definition, mocks) {
  const found = [...findings(definition)].map(([name, what]) => `- ${name ? `state ${name}` : 'the state machine'}: ${what}`);
  if (found.length) {
    throw new Error(`the definition must use only what the local run executes as AWS does, uses:\n${found.join('\n')}\n`
      + 'To try these, deploy the stack: pulumi up');
  }
  const mocked = [...states(definition)].filter(([, state]) => integration(state) && !isInvoke(integration(state)));
  const missing = mocked.filter(([name]) => !(name in mocks)).map(([name, state]) => `- state ${name}: ${state.Resource}`);
  if (missing.length) {
    const example = Object.fromEntries([...Object.entries(mocks), ...mocked.filter(([name]) => !(name in mocks)).map(([name]) => [name, {}])]);
    throw new Error(`src/test/local/mocks.json must have the result of each service that the workflow calls, lacks:\n${missing.join('\n')}\n`
      + `Write what the service answers in place of each {}:\n${JSON.stringify(example, null, 2)}`);
  }
  const unused = Object.keys(mocks).filter((name) => !mocked.some(([used]) => used === name));
  if (unused.length) {
    throw new Error(`src/test/local/mocks.json must name states that call a service, names ${unused.join(', ')}; remove it there`);
  }
}

// https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html: a value of another type does not match.
function mendRule(rule) {
  for (const operator of ['And', 'Or']) {
    if (operator in rule) {
      return { ...rule, [operator]: rule[operator].map(mendRule) };
    }
  }
  if ('Not' in rule) {
    return { ...rule, Not: mendRule(rule.Not) };
  }
  const { Next, Variable, Comment, ...comparison } = rule;
  const [[operator, value] = ['']] = Object.entries(comparison);
  const type = /^(String|Numeric|Boolean|Timestamp)/.exec(operator)?.[1];
  if (type) {
    // The interpreter takes ? for any character.
    const expected = operator === 'StringMatches' ? value.replaceAll('?', '\\?') : value;
    return { Next, And: [{ Variable, [`Is${type}`]: true }, { Variable, [operator]: expected }] };
  }
  return operator.startsWith('Is') && !value ? { Next, Not: { Variable, [operator]: true } } : rule;
}

function mendPath(holder) {
  if (holder.ResultPath === '$') {
    delete holder.ResultPath;
  } else if (holder.ResultPath?.startsWith('$[')) {
    // The interpreter drops a leading "$." and nothing else.
    holder.ResultPath = `$.${holder.ResultPath.slice(1)}`;
  }
}

// A copy that the interpreter executes as AWS executes the original.
function mend(definition) {
  const mended = structuredClone(definition);
  for (const [, state] of states(mended)) {
    [state, ...(state.Catch ?? [])].forEach(mendPath);
    if (state.Type === 'Choice') {
      state.Choices = state.Choices.map(mendRule);
    }
    if (state.Type === 'Pass' && 'Result' in state && !state.Result) {
      // The interpreter ignores such a result.
      state.Parameters = state.Result;
      delete state.Result;
    }
    if (state.Type === 'Task' && !state.TimeoutSecondsPath) {
      // AWS's default; the interpreter's is a minute.
      state.TimeoutSeconds ??= 99999999;
    }
  }
  return mended;
}

module.exports = { check, integration, isInvoke, isLambda, mend, states };

// Speaks Lambda's Runtime API for one Node.js function, in a process of its own:
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
// The handler is loaded, called and answered as by AWS's client for Node.js 22, aws-lambda-ric 3.3.0.
// The arguments "tests" and a file run the file's unit tests in place of the handler.

import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, types } from 'node:util';

const { _HANDLER: handlerName, LAMBDA_TASK_ROOT: taskRoot, AWS_ENDPOINT_URL: emulator } = process.env;
const [, host, port, prefix] = /^(.*):(\d+)(.*)$/.exec(process.env.AWS_LAMBDA_RUNTIME_API);
const ownFile = fileURLToPath(import.meta.url);
const runtimeFile = '/var/runtime/index.mjs';
const awsDomains = /\.(amazonaws\.com|amazonaws\.com\.cn|api\.aws)$/;

/** Of the current invocation; none while the handler is loaded, which the log shows as `undefined`. */
let requestId;

// --- the Runtime API

/** Resolves to the response. Each call has a connection of its own, because the server closes one that idles while a handler runs. */
function call(method, resource, body = '', headers = {}) {
  return new Promise(resolve => {
    const request = httpRequest({
      host,
      port,
      method,
      path: `${prefix}/2018-06-01/runtime/${resource}`,
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), ...headers },
      agent: false,
    }, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts).toString() }));
    });
    // Without Lambda there is nothing left to do.
    request.on('error', () => process.exit(1));
    request.end(body);
  });
}

function postError(resource, thrown) {
  const failure = describe(thrown);
  const body = inLambda(JSON.stringify(failure));
  return call('POST', resource, body, { 'Lambda-Runtime-Function-Error-Type': encodeURI(failure.errorType) });
}

// --- errors and the log

/** An error of the runtime itself, such as Runtime.HandlerNotFound. */
class RuntimeError extends Error {
  constructor(type, message) {
    super(message);
    const named = value => ({ value, enumerable: false });
    Object.defineProperties(this, { name: named(`Runtime.${type}`), stack: named(`Runtime.${type}: ${message}`) });
  }
}

/** The answer of Lambda for a handler that has thrown this. */
function describe(thrown) {
  try {
    return types.isNativeError(thrown) || isLikeAnError(thrown)
      ? { errorType: thrown.name, errorMessage: thrown.message, trace: trace(thrown) }
      : { errorType: typeof thrown, errorMessage: thrown.toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage: 'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

function isLikeAnError(thrown) {
  return [thrown?.name, thrown?.message, thrown?.stack].every(each => each && typeof each === 'string');
}

/** Without the frames of this file. */
function trace(error) {
  return error.stack.split('\n').filter(line => !line.startsWith('    at ') || !line.includes(ownFile));
}

/** With the paths that the function has in Lambda. */
function inLambda(text) {
  return text.replaceAll(taskRoot, '/var/task').replaceAll(ownFile, runtimeFile).replaceAll('\x7F', '%7F');
}

function logError(title, thrown) {
  const error = thrown instanceof Error ? thrown : new Error(thrown);
  let json;
  try {
    json = JSON.stringify(error, (_, value) => value instanceof Error ? withItsProperties(value) : value);
  } catch {
    json = JSON.stringify(describe(error));
  }
  console.error(title, `\t${json.replaceAll(ownFile, runtimeFile)}`);
}

function withItsProperties(error) {
  const stack = typeof error.stack === 'string' ? { stack: trace(error) } : {};
  return { errorType: error.name, errorMessage: error.message, code: error.code, ...error, ...stack };
}

/** Lambda's log as text: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
function setUpConsole() {
  const levels = { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR', fatal: 'FATAL' };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (message, ...values) => {
      process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${format(message, ...values)}\n`);
    };
  }
}

// --- the handler

async function loadHandler() {
  if (handlerName.includes('..')) {
    throw new RuntimeError('MalformedHandlerName',
      `'${handlerName}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  }
  const [, folder, module, name] = /^(.*?)([^/.]*)\.([^/]*)$/s.exec(handlerName) ?? [];
  if (name === undefined) {
    throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  }
  const exported = await loadModule(folder, module);
  const handler = name.split('.').reduce((value, key) => value && value[key], exported);
  if (!handler) {
    throw new RuntimeError('HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new RuntimeError('HandlerNotFound', `${handlerName} is not a function`);
  }
  if (streaming in handler) {
    throw new RuntimeError('MalformedStreamingHandler',
      `${handlerName} streams its response, but no handler of a Task can do so on this machine; return the response, or mock the state in the case`);
  }
  return handler;
}

async function loadModule(folder, module) {
  try {
    return await importModule(path.resolve(taskRoot, folder, module), [taskRoot, folder], module);
  } catch (error) {
    tellWhyAnImportFailed(error, module);
    if (error instanceof SyntaxError) {
      throw new RuntimeError('UserCodeSyntaxError', String(error));
    }
    throw error?.code === 'MODULE_NOT_FOUND' ? new RuntimeError('ImportModuleError', String(error)) : error;
  }
}

/** In the order in which Lambda looks for it. */
function importModule(file, searchPath, module) {
  const require = createRequire(ownFile);
  const importFile = each => import(pathToFileURL(each));
  const candidates = [
    [file, require],
    [`${file}.js`, isInPackageOfModules(path.dirname(file)) ? importFile : require],
    [`${file}.mjs`, importFile],
    [`${file}.cjs`, require],
  ];
  const found = candidates.find(([each]) => existsSync(each));
  if (!found) {
    return require(require.resolve(module, { paths: searchPath }));
  }
  const [foundFile, load] = found;
  return load(foundFile);
}

/** Whether the nearest package.json makes a .js file an ES module. */
function isInPackageOfModules(folder) {
  const description = path.join(folder, 'package.json');
  if (folder.endsWith('/node_modules')) {
    return false;
  }
  if (existsSync(description)) {
    try {
      return JSON.parse(readFileSync(description))?.type === 'module';
    } catch {
      // Node.js reports what is wrong with it.
      return false;
    }
  }
  return folder !== path.dirname(folder) && isInPackageOfModules(path.dirname(folder));
}

/** Lambda's own message knows nothing of this machine. */
function tellWhyAnImportFailed(error, module) {
  const [, name] = /^Cannot find (?:module|package) '((?:@[^/']+\/)?[^./'][^/']*)/.exec(error?.message) ?? [];
  if (!name || name === module) {
    return;
  }
  const isOfLambda = name.startsWith('@aws-sdk/') || name.startsWith('@smithy/');
  const reason = isOfLambda ? 'is a part of Lambda, but not installed on this machine' : 'is not installed';
  process.stdout.write(`the package ${name} ${reason}; run in the function's folder: npm install ${name}\n`);
}

const streaming = Symbol('streaming');
const streamed = handler => Object.assign(handler, { [streaming]: true });
globalThis.awslambda = { streamifyResponse: streamed, HttpResponseStream: { from: stream => stream } };

// --- unit tests

/** Runs a file of tests for node:test. */
async function runTests(file) {
  const { run } = await import('node:test');
  const { spec } = await import('node:test/reporters');
  const result = { ran: 0, passed: true };
  const events = run({ files: [file] });
  for (const outcome of ['test:pass', 'test:fail']) {
    events.on(outcome, ({ name, details }) => {
      // A file without tests counts as one.
      result.ran += details.type === 'suite' || name === file ? 0 : 1;
      result.passed &&= outcome === 'test:pass';
    });
  }
  const report = events.compose(new spec());
  report.on('data', text => process.stdout.write(text));
  await once(report, 'end');
  return result;
}

// --- invocations

/** Runs when nothing is left to do: a handler without a promise has then ended. */
let whenIdle = () => {};

async function next() {
  if (isEnding) {
    return;
  }
  const { headers, body } = await call('GET', 'invocation/next');
  requestId = headers['lambda-runtime-aws-request-id'];
  invoke(body, headers, requestId);
}

/** Calls the handler once. Of the ways to end the invocation, the first that the handler takes counts. */
function invoke(body, headers, id) {
  let hasEnded = false;
  const first = end => (...values) => {
    if (!hasEnded) {
      end(...values);
      // Not earlier: a result that is no JSON throws, and the handler may answer another one.
      hasEnded = true;
    }
  };
  const respond = result => {
    whenIdle = () => {};
    call('POST', `invocation/${id}/response`, json(result)).then(next);
  };
  const fail = error => {
    whenIdle = () => {};
    logError('Invoke Error', error);
    postError(`invocation/${id}/error`, error).then(next);
  };
  const done = (error, result) => isNothing(error) ? respond(result) : fail(error);
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    succeed: first(respond),
    fail: first(error => fail(error ?? 'handled')),
    done: first(done),
    ...contextOf(headers),
  };
  const callback = first((error, result) => {
    if (isNothing(error) && context.callbackWaitsForEmptyEventLoop) {
      whenIdle = () => setImmediate(respond, result);
    } else {
      done(error, result);
    }
  });
  whenIdle = context.succeed.bind(undefined, null);
  passOnTraceId(headers['lambda-runtime-trace-id']);
  try {
    const result = runtime.handler(JSON.parse(body), context, callback);
    if (typeof result?.then === 'function') {
      result.then(context.succeed, context.fail).catch(context.fail);
    }
  } catch (error) {
    callback(error);
  }
}

function passOnTraceId(traceId) {
  if (traceId === undefined) {
    delete process.env._X_AMZN_TRACE_ID;
  } else {
    process.env._X_AMZN_TRACE_ID = traceId;
  }
}

function isNothing(error) {
  return error === undefined || error === null;
}

function json(result) {
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch {
    throw new Error('Unable to stringify response body');
  }
  if (text === undefined) {
    // A function or a symbol.
    throw new TypeError('Wrong arguments');
  }
  return text;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(headers) {
  const { env } = process;
  return {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: undefined,
    getRemainingTimeInMillis: () => headers['lambda-runtime-deadline-ms'] - Date.now(),
  };
}

// --- what no handler has caught

let isEnding = false;

/** Reports it as the outcome of the invocation, or of loading the handler, and ends this process. */
function end(title, error, status) {
  isEnding = true;
  logError(title, error);
  const resource = requestId === undefined ? 'init/error' : `invocation/${requestId}/error`;
  postError(resource, error).then(() => process.exit(status));
}

process.on('beforeExit', () => whenIdle());
process.on('uncaughtException', error => end('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason, promise) => {
  const error = Object.assign(new RuntimeError('UnhandledPromiseRejection', reason), { reason, promise });
  end('Unhandled Promise Rejection', error, 128);
});

/** A call of AWS's SDK would leave this machine. */
subscribe('http.client.request.start', ({ request }) => {
  if (!emulator && awsDomains.test(request.host)) {
    request.destroy(new Error(`${request.host} is not called from this machine; mock the state in the case, or run an emulator and add`
      + ' -Dendpoint=http://localhost:4566'));
  }
});

setUpConsole();
// A stack shows the call of the handler as in Lambda: Runtime.handler.
const runtime = new class Runtime {};
const [mode, testFile] = process.argv.slice(2);
runtime.handler = mode === 'tests' ? () => runTests(path.join(taskRoot, testFile)) : await loadHandler();
next();

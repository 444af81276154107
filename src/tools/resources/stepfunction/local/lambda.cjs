// Runs a declared function as Lambda does: its unpacked deployment package, in a Python process of its own for each
// invocation, with nothing of the developer's environment.
'use strict';

const { spawn } = require('child_process');
const { randomUUID } = require('crypto');
const path = require('path');
const { createInterface } = require('readline');

// Lambda's limit; that of Step Functions is far lower.
const MAX_RESPONSE_BYTES = 6291556;

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
const RESERVED = [
  '_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_MAX_CONCURRENCY', 'AWS_LAMBDA_METADATA_API', 'AWS_LAMBDA_METADATA_TOKEN', 'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'LAMBDA_RUNTIME_DIR', 'LAMBDA_TASK_ROOT',
];

const running = new Map();

// A process together with all that it has started.
function stop(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // They have ended.
  }
}

// Stops the invocations that a timeout has overtaken.
function stopAll() {
  [...running.keys()].forEach(stop);
  return Promise.all(running.values());
}

process.on('exit', stopAll);

function declared(lambda) {
  return lambda.environment?.variables ?? {};
}

// Throws an error that names the variables for which AWS would refuse to deploy the function.
function checkEnvironment(lambda) {
  const found = Object.keys(declared(lambda)).filter((name) => RESERVED.includes(name));
  if (found.length) {
    throw new Error(`the environment of the function ${lambda.name} must not set what Lambda reserves, sets ${found.join(', ')}`);
  }
}

function environment(lambda, version, logStream, runtimeDir) {
  const region = lambda.arn.split(':')[3];
  return {
    // Python's own library may be found by this one, which Lambda sets too.
    ...('LD_LIBRARY_PATH' in process.env && { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH }),
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
    // Without the developer's credentials, as those below are none that AWS accepts: no call may reach an account.
    HOME: '/home/sbx_user1051',
    ...declared(lambda),
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${lambda.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${lambda.memorySize ?? 128}`,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    LAMBDA_RUNTIME_DIR: runtimeDir,
    LAMBDA_TASK_ROOT: lambda.taskRoot,
    _HANDLER: lambda.handler,
  };
}

function error(errorType, errorMessage) {
  return { error: { errorType, errorMessage } };
}

// What the process gave: {payload: JSON} or {error: {errorType, errorMessage, ...}}.
function result(answer, requestId, ending) {
  if (!answer) {
    return error('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: ${ending}`);
  }
  const { payload, ...failed } = JSON.parse(answer);
  if (payload === undefined) {
    return failed;
  }
  return Buffer.byteLength(payload) <= MAX_RESPONSE_BYTES ? { payload } : error('Function.ResponseSizeTooLarge',
    `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`);
}

// Invokes a function once, by its ARN or by that of a version.
function invoke(lambda, invokedArn, event, { python, runtimeDir }, log) {
  const requestId = randomUUID();
  const version = invokedArn.slice(lambda.arn.length + 1) || '$LATEST';
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  const logStream = `${day}/[${version}]${requestId.replaceAll('-', '')}`;
  const timeoutMs = (lambda.timeout ?? 3) * 1000;

  // Isolated from the machine's packages and variables; no bytecode beside the handler.
  const child = spawn(python, ['-I', '-S', '-B', '-X', 'utf8', path.join(__dirname, 'invoke.py')],
    { detached: true, env: environment(lambda, version, logStream, runtimeDir) });
  let answer = '';
  let timedOut = false;
  child.stdout.setEncoding('utf8').on('data', (text) => (answer += text));
  createInterface({ input: child.stderr }).on('line', (line) => log(`${lambda.name} | ${line}`));
  // A process that has ended already: its exit status tells more.
  child.stdin.on('error', () => {});
  const platform = `manylinux2014_${lambda.architectures?.[0] === 'arm64' ? 'aarch64' : 'x86_64'}`;
  child.stdin.end(JSON.stringify({ folder: lambda.folder, runtime: lambda.runtime, platform, requestId, invokedArn,
    deadlineMs: Date.now() + timeoutMs, event }));

  const timer = setTimeout(() => {
    timedOut = true;
    stop(child);
  }, timeoutMs);
  child.on('exit', () => stop(child));
  running.set(child, new Promise((resolve) => child.on('close', (status, signal) => {
    clearTimeout(timer);
    running.delete(child);
    resolve(timedOut
      // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
      ? error('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`)
      : result(answer, requestId, signal ? `signal: ${signal}` : `exit status ${status}`));
  })));
  return running.get(child);
}

module.exports = { checkEnvironment, invoke, stopAll };

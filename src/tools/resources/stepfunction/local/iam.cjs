// Decides what the declared roles may do, as IAM would, from their trust policies and inline policies:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
'use strict';

const list = (value) => [value ?? []].flat();

function matches(pattern, text) {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

const OPERATORS = { ArnEquals: matches, ArnLike: matches, StringEquals: (value, actual) => value === actual, StringLike: matches };

// Throws an error when the local run does not understand a statement.
function statements(policy) {
  const all = list(JSON.parse(policy).Statement);
  for (const statement of all) {
    const unknown = ['NotAction', 'NotPrincipal', 'NotResource'].find((element) => element in statement)
      ?? Object.keys(statement.Condition ?? {}).find((operator) => !(operator in OPERATORS));
    if (unknown) {
      throw new Error(`the local run must understand every policy, does not know ${unknown} in the statement ${statement.Sid}`);
    }
  }
  return all;
}

// The values of one key are alternatives; all keys must match.
function holds(conditions, context) {
  return Object.entries(conditions ?? {}).every(([operator, keys]) => Object.entries(keys).every(([key, values]) =>
    list(values).some((value) => OPERATORS[operator](value, context[key] ?? ''))));
}

// A denial outweighs every permission.
function allows(all, action, context) {
  const effects = all
    .filter((statement) => list(statement.Action).some((known) => matches(known.toLowerCase(), action.toLowerCase())))
    .filter((statement) => holds(statement.Condition, context))
    .map((statement) => statement.Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

// Takes the roles {arn, name, assumeRolePolicy}, their policies {role, policy} and the ARNs of the roles that are used.
function authorization(roles, policies, used) {
  const known = new Map(roles.map((role) => [role.arn, {
    trust: statements(role.assumeRolePolicy),
    permissions: policies.filter((policy) => policy.role === role.name).flatMap((policy) => statements(policy.policy)),
  }]));

  const undeclared = used.find((arn) => !known.has(arn));
  if (undeclared) {
    throw new Error(`the stack must declare the role ${undeclared}, does not`);
  }

  function trusts(roleArn, service, context) {
    const concerned = known.get(roleArn).trust.filter((statement) => list(statement.Principal?.Service).includes(service));
    return allows(concerned, 'sts:AssumeRole', context);
  }

  return {
    // Tells why the state machine may not do something, as AWS words it. Any of the resources suffices; when there is
    // none, the action must be allowed on something.
    refusal({ arn, roleArn }, action, resources) {
      if (!trusts(roleArn, 'states.amazonaws.com', { 'aws:SourceArn': arn, 'aws:SourceAccount': arn.split(':')[4] })) {
        return 'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume '
          + `the provided role ${roleArn}`;
      }
      const concerned = known.get(roleArn).permissions.filter((statement) => !resources.length
        || list(statement.Resource).some((pattern) => resources.some((resource) => matches(pattern, resource))));
      return allows(concerned, action, {}) ? undefined
        : `User: ${roleArn} is not authorized to perform: ${action} on resource: ${resources.join(', ') || '*'} because no `
          + `identity-based policy allows the ${action} action`;
    },

    // Tells why Lambda cannot run a function as its role; it sends no condition keys.
    lambdaRefusal(lambda) {
      return trusts(lambda.role, 'lambda.amazonaws.com', {}) ? undefined
        : `The role defined for the function cannot be assumed by Lambda: ${lambda.role}`;
    },
  };
}

module.exports = { authorization };

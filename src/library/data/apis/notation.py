"""Checks a column of permissions: its actions are IAM's, and its variables are members of the request."""
import re
import sys

VARIABLE = re.compile(r'\{([^}|=~]+)[^}]*\}')
CONDITION = re.compile(r'[!]?([A-Za-z0-9.]+)')
# What a reader of a distributed Map is configured with, beside the members of its request.
CONFIGURED = {'Transformation', 'InputType'}


def check(key, column, prefix, members, iam):
    if column in ('?', '-'):
        return
    for permission in column.split('; '):
        statement, _, compared = permission.lstrip('~').partition(' with ')
        statement, _, condition = statement.partition(' if ')
        if not statement.startswith('. '):
            check_actions(key, statement.split(' ')[0], prefix, iam)
        if len(statement.split(' ')) < 2:
            sys.exit(f'{key}: {permission} must name a resource')
        for name in VARIABLE.findall(statement + compared):
            check_member(key, name, members)
        for alternative in re.split('[,/]', condition) if condition else []:
            check_member(key, CONDITION.match(alternative).group(1), members)


def check_actions(key, names, prefix, iam):
    for name in names.split(','):
        if ':' in name:
            prefix, name = name.split(':')
        if not iam.find(prefix, name) or iam.find(prefix, name).name != name:
            sys.exit(f'{key}: IAM has no action {prefix}:{name}')


def check_member(key, name, members):
    first = name.split('.')[0]
    if first not in members | CONFIGURED | {'$$'}:
        sys.exit(f'{key}: the request has no member {first}')

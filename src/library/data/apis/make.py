#!/usr/bin/env python3
"""Makes the table of the APIs that Step Functions calls: README.md.

usage: make.py PACKAGES   a folder, to which the packages are downloaded and where they stay
"""
import sys
from collections import Counter
from pathlib import Path

import facts
import models
import notation
import packages
from iam import Iam
from permissions import Permissions

TARGET = Path(__file__).parents[2] / 'main' / 'resources' / 'apis'


def main(folder):
    packages.fetch(folder)
    iam = Iam(folder)
    services = models.load(folder / 'current', folder / 'retired')
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob('*.tsv'):
        old.unlink()
    figures = write_services(iam, services)
    write('services', sorted(service for service in facts.supported() if service in services))
    write('actions', actions(iam))
    write('integrations', integrations(iam, services))
    print(', '.join(f'{count} {name}' for name, count in sorted(figures.items())))


def write(name, lines):
    (TARGET / f'{name}.tsv').write_bytes(('\n'.join(lines) + '\n').encode('utf-8'))


def write_services(iam, services):
    permissions = Permissions(iam, facts)
    written = facts.permissions()
    prefixes = facts.by_one('prefixes.txt')
    figures = Counter()
    for service, (error_prefix, unsupported) in sorted(facts.supported().items()):
        model = services.get(service)
        if not model:
            figures['services without a model'] += 1
            continue
        prefix = iam.prefix_of(model, prefixes)
        offered = [operation for operation in model.operations if operation.name not in unsupported]
        errors = sorted({error for operation in offered for error in operation.errors})
        lacking = [operation.api for operation in model.operations if operation.name in unsupported]
        lines = ['\t'.join([error_prefix, prefix or '-', ' '.join(errors), ' '.join(lacking)])]
        for operation in offered:
            column, status = written_or_derived(permissions, written, service, prefix, operation, iam)
            figures[status] += 1
            lines.append(row(operation, column, errors))
        figures['services'] += 1
        figures['operations'] += len(offered)
        write(service, lines)
    if written:
        sys.exit(f'permissions.txt has rows of unknown APIs: {sorted(written)}')
    return figures


def written_or_derived(permissions, written, service, prefix, operation, iam):
    column = written.pop((service, operation.api), None)
    if column is None:
        column, status = permissions.column(service, prefix, operation)
    else:
        status = 'written by hand'
    notation.check(f'{service}:{operation.api}', column, prefix, operation.member_names(), iam)
    return column, status


def row(operation, column, errors):
    numbers = ' '.join(str(errors.index(error)) for error in operation.errors)
    return '\t'.join([operation.api, column, ' '.join(operation.top_level('input')), ' '.join(operation.top_level('output')), numbers])


def actions(iam):
    """All actions of IAM, a prefix a line; a star follows those that know no resource."""
    return ['\t'.join([prefix, ' '.join(action.name + ('' if action.types else '*') for action in iam.actions(prefix))])
            for prefix in iam.prefixes()]


def integrations(iam, services):
    apis = {f'{service}:{operation.api}': operation for service, model in services.items() for operation in model.operations}
    checked = []
    for line in facts.lines('integrations.txt'):
        key, _, api, needed, of_job, _, request = line.split('\t')
        members = apis[api].member_names() if request == '=' else {word.strip('!').split(':')[0] for word in request.split()}
        for column in (needed, of_job):
            if column != '=':
                notation.check(key, column, None, members, iam)
        checked.append(line)
    return checked


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]).resolve())

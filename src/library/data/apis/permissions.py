"""The column of permissions: the actions of an operation, and the resources that they are on."""
import re

import spelling
from iam import variables
from matching import GRANTED, Found, Matcher

# Operations that name a role without passing it.
PASSES_NO_ROLE = re.compile(r'(Get|List|Describe|Search|BatchGet|Delete|Remove|Disassociate|Revoke|Assume|Untag)')
STANDARD = 'arn:${Partition}:%s:${Region}:${Account}:'
# The services whose actions are the verbs of HTTP.
VERBS = ('apigateway', 'apigatewayv2')
MAX_PROPOSED = 3
TAGS = re.compile(r'^(Tags?|TagList|TagSpecifications?|(?!Copy|Propagate|Enable|Resources).*Tags)$')


class Permissions:

    def __init__(self, iam, facts):
        self.iam = iam
        self.written_actions = facts.actions()
        self.unchecked = {service for service, in facts.rows('unchecked.txt')}
        self.defaults = facts.by_two('defaults.txt')
        self.forms = facts.by_two('forms.txt')
        self.synonyms = {(service, spelling.plain(variable)): spelling.plain(member)
                         for (service, variable), member in facts.by_two('synonyms.txt').items()}
        self.passed_to = facts.by_one('passed-to.txt')
        self.further = facts.further()

    def column(self, service, prefix, operation):
        """The permissions as text, and whether they are 'full', only 'proposed', 'unknown' or 'none'."""
        if service in VERBS:
            return self._by_verb(prefix, operation), 'full'
        actions = self._actions(service, prefix, operation)
        if actions is None:
            return '?', 'unknown'
        if not actions:
            return '-', 'none'
        matcher = Matcher(service, operation, self.synonyms)
        cells = []
        statuses = set()
        for action in actions:
            resources, status = self._resources(service, operation, action, matcher)
            cells.append(f'{self._short(action, prefix, operation)} {resources}')
            statuses.add(status)
        cells += self._tag_actions(service, prefix, operation, actions, matcher)
        cells += self._passed_roles(service, prefix, operation)
        cells += [self.further[service, member] for member in sorted(operation.member_names()) if (service, member) in self.further]
        return '; '.join(cells), 'proposed' if 'proposed' in statuses else 'full'

    @staticmethod
    def _short(action, prefix, operation):
        """Without the prefix where it is the service's own; a dot where the action has the operation's name, too."""
        if action.prefix != prefix:
            return str(action)
        return '.' if action.name == operation.name else action.name

    def _by_verb(self, prefix, operation):
        path = re.sub(r'^/v2', '', operation.uri())
        return f'{self.iam.find(prefix, operation.verb).name} arn:P:apigateway:R::{path}'

    # The actions

    def _actions(self, service, prefix, operation):
        """None where no action is known."""
        written = self.written_actions.get((service, operation.name))
        if written is not None:
            return [self._written(prefix, name) for name in written]
        if service in self.unchecked:
            return []
        for name in self._likely_names(operation.name):
            action = prefix and self.iam.find(prefix, name)
            if action:
                return [action]
        return None

    def _written(self, prefix, name):
        prefix, name = name.split(':') if ':' in name else (prefix, name)
        action = self.iam.find(prefix, name)
        if not action:
            raise ValueError(f'actions.txt names the action {prefix}:{name}, which IAM does not have')
        return action

    @staticmethod
    def _likely_names(operation):
        """GetItem for BatchGetItem and for GetItemV2, where no action has the operation's own name."""
        names = [operation]
        if operation.endswith('V2'):
            names.append(operation[:-2])
        if operation.endswith('Batch'):
            names.append(operation[:-5])
        if operation.startswith('Batch'):
            rest = operation[5:]
            names += [rest, rest[:-1], re.sub('ies$', 'y', rest)]
        return names

    # The resources

    def _resources(self, service, operation, action, matcher):
        if not action.types:
            return '*', 'full'
        certain = 0
        listed = []
        for resource_type, is_required in action.types:
            templates, is_certain = self._templates(service, action, resource_type, matcher, is_required)
            if templates:
                certain += is_required and is_certain
                listed.append(('!' if is_required else '') + ('' if is_certain else '?') + '|'.join(templates))
        listed = [each for each in dict.fromkeys(listed) if each.startswith('!') or '!' + each not in listed]
        required = sum(is_required for _, is_required in action.types)
        if required:
            return ' '.join(listed), 'full' if certain == required else 'proposed'
        return self._optional(operation, listed or self._open(service, action))

    def _open(self, service, action):
        """Nothing names a resource: all of each type, for a proposal."""
        opened = ['?' + self._template(service, action, resource_type, [], resource_type.arns[0]) for resource_type, _ in action.types]
        return list(dict.fromkeys(opened)) if len(opened) <= MAX_PROPOSED else ['?*']

    @staticmethod
    def _optional(operation, listed):
        """Where no type is required: without any of the resources, the action is on all."""
        granted = [each for each in listed if not each.startswith('?')]
        if not granted and all('*' in each for each in listed):
            return ' '.join(listed), 'proposed'
        always = [member for member in operation.members if member.is_required and any('{' + member.path in each for each in listed)]
        return ' '.join(listed if always else listed + ['else *']), 'full'

    def _templates(self, service, action, resource_type, matcher, is_required):
        """The ARN with members in place of variables, perhaps in two ways; and whether it may be granted."""
        match = matcher.match(resource_type)
        if not match:
            if not is_required:
                return [], False
            found, arn = matcher.guess(resource_type, len(action.types) == 1)
            return [self._template(service, action, resource_type, found, arn)], False
        found, arn = match
        # An optional parent or a whole type would be granted though the call may not concern it.
        if not is_required and len(action.types) > 1 and any(each.rule == 'any_parent' for each in found):
            return [], False
        alternatives = [match]
        whole = found[0].member if len(found) == 1 and found[0].variable is None else None
        if whole and not whole.is_required:
            other = matcher.without(whole).match(resource_type)
            if other and not any(each.rule in ('all', 'new', 'any_parent') for each in other[0]):
                alternatives.append(other)
        if is_required and matcher.lists and found[0].rule not in ('constant', 'all') \
                and all(each.member is None or not each.member.is_required for each in found):
            alternatives.append(([Found(name, None, 'all') for name in variables(resource_type.arns[0])], resource_type.arns[0]))
        is_certain = all(each.rule in GRANTED for found, _ in alternatives for each in found)
        return list(dict.fromkeys(self._template(service, action, resource_type, found, arn) for found, arn in alternatives)), is_certain

    def _template(self, service, action, resource_type, found, arn):
        if found and found[0].variable is None and found[0].member is not None:
            return self._placeholder(service, action, resource_type.key, found[0].member)
        for each in found:
            if each.variable:
                filled = self._placeholder(service, action, resource_type.key, each.member) if each.member else '*'
                arn = arn.replace('${%s}' % each.variable, filled, 1)
        for variable in variables(arn):
            arn = arn.replace('${%s}' % variable, '*')
        return shortened(arn, action.prefix)

    def _placeholder(self, service, action, resource_type, member):
        form = self.forms.get((f'{action.prefix}:{resource_type}', member.path)) or self.forms.get((action.prefix, member.path)) \
            or self.forms.get((action.prefix, '*'))
        default = self.defaults.get((service, member.path))
        return '{' + member.path + (f'|{form}' if form else '') + (f'={default}' if default else '') + '}'

    # What a call needs besides

    def _tag_actions(self, service, prefix, operation, actions, matcher):
        """Where a request may have tags: the action that checks them, on the created resource."""
        tags = next((name for name in sorted(operation.member_names(), key=lambda name: (len(name), name)) if TAGS.match(name)), None)
        if not tags or not CREATES_TAGGED.match(operation.name) or 'Tag' in operation.name:
            return []
        cells = []
        for tagging in self._tagging(prefix, actions):
            resources = self._tagged(service, operation, tagging, actions, matcher.of_created())
            if resources:
                cells.append(f'{self._short(tagging, prefix, operation)} {resources} if {tags}')
        return cells

    def _tagging(self, prefix, actions):
        """As AWS lists them; otherwise the service's own, if it has one."""
        listed = sorted({name for action in actions for name in self.iam.dependent(action)
                         if TAGGING.search(name) and name.startswith(f'{prefix}:')})
        found = [self.iam.find(*name.split(':', 1)) for name in listed]
        found = [each for each in found if each and each not in actions]
        if found or not prefix:
            return found
        own = [self.iam.find(prefix, name) for name in ('TagResource', 'AddTagsToResource', 'AddTags', 'CreateTags')]
        others = [action for action in self.iam.actions(prefix) if action.name.startswith('Tag')]
        return [each for each in own if each][:1] or (others if len(others) == 1 else [])

    def _tagged(self, service, operation, tagging, actions, matcher):
        if not tagging.types:
            return '*'
        noun = spelling.plain(re.sub(r'^[A-Z][a-z]+', '', operation.name))
        own = {resource_type.plain for action in actions for resource_type, _ in action.types}
        created = [each for each, _ in tagging.types if len(each.plain) > 3 and noun.startswith(each.plain) or noun.endswith(each.plain) or each.plain.endswith(noun)]
        created = [each for each in created if each.plain == noun] or [each for each in created if each.plain in own] or created
        listed = []
        for resource_type in created:
            templates, is_certain = self._templates(service, tagging, resource_type, matcher, True)
            listed.append(('!' if is_certain else '!?') + '|'.join(templates))
        return ' '.join(dict.fromkeys(listed)) or None

    def _passed_roles(self, service, prefix, operation):
        if PASSES_NO_ROLE.match(operation.name) or service in ('iam', 'sts'):
            return []
        principal = self.passed_to.get(f'{service}:{operation.api}') or self.passed_to.get(prefix, prefix)
        return [f'iam:PassRole {role_template(member)} with iam:PassedToService={principal}.amazonaws.com' for member in operation.roles]


CREATES_TAGGED = re.compile(r'(Create|Allocate|Request|Register|Import|Purchase|Start|Run|Put|Submit|Copy|Restore|Send|Add|Batch|Provision|Invite|Upload|Claim)')
TAGGING = re.compile(r':(Tag|AddTags|CreateTags)')


def role_template(member):
    return '{%s}' % member.path if member.plain.endswith(('arn', 'arns')) else 'arn:P:iam::A:role/{%s}' % member.path


def shortened(arn, prefix):
    """:crawler/x for arn:P:glue:R:A:crawler/x."""
    if prefix == 'logs' and ':log-group:' in arn and ':log-stream:' not in arn and not arn.endswith(':*'):
        arn += ':*'
    standard = STANDARD % prefix
    if arn.startswith(standard):
        return ':' + arn[len(standard):]
    return arn.replace('${Partition}', 'P').replace('${Region}', 'R').replace('${Account}', 'A')

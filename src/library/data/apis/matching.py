"""Which members of a request fill the ARN of a resource type.

The rules are tried in this order. Each was checked by hand on a sample: README.md has the figures. A rule in
GRANTED may become a permission; what another one finds is only proposed to the user.
"""
import re
from copy import copy
from dataclasses import dataclass
from typing import Optional

from iam import variables
from models import Member
from spelling import plain, singular

AFFIXES = ('identifier', 'name', 'id')
GENERIC = ('name', 'id', 'identifier', 'resourceid', 'resourcename')
LISTS = r'(List|Search|Describe)'
READS = r'(List|Search|Describe|Get|BatchGet|Query)'
CREATES = r'(Create|Allocate|Request|Register|Import|Purchase|Start)'
REVISION = r'(id|uuid|revision(number)?|version(id|number)?|hash)$'
OTHER_RESOURCES = re.compile(r'(role|kmskey|key|topic|function|certificate|bucket|policy|stream|loggroup|queue)arns?$')

GRANTED = {
    'constant', 'type_arn', 'resource_arn', 'nested', 'synonym', 'exact', 'same_base', 'type_stripped', 'noun_of_operation',
    'variable_ends_in_member', 'type_ends_in_member', 'name_from_id', 'list', 'new', 'all', 'any_parent', 'any_child', 'arn_affix',
    'identifier_for_arn', 'named_after_type',
}


@dataclass(frozen=True)
class Found:
    """What fills a variable of an ARN; the whole ARN where the variable is None, anything where the member is None."""
    variable: Optional[str]
    member: Optional[Member]
    rule: str


@dataclass(frozen=True)
class Variable:
    """A variable of a resource type's ARN, and what the rules compare it with."""
    name: str
    type: str
    operation: str
    is_last: bool
    synonym: Optional[str]

    @property
    def plain(self):
        return plain(self.name)

    @property
    def base(self):
        return split_affix(self.plain)[0]

    @property
    def affix(self):
        return self.plain if self.plain in AFFIXES else split_affix(self.plain)[1]

    @property
    def is_generic(self):
        return self.plain in GENERIC

    @property
    def noun(self):
        """crawler of StartCrawler."""
        return plain(re.sub(r'^(Batch)?[A-Z][a-z]+', '', self.operation))


def split_affix(name):
    """crawler and name for crawlername."""
    for affix in AFFIXES:
        if name.endswith(affix) and len(name) > len(affix):
            return name[:-len(affix)], affix
    return name, ''


# The rules for one variable and one member.

def synonym(variable, member):
    return variable.synonym is not None and member.plain == variable.synonym


def exact(variable, member):
    return member.plain == variable.plain


def same_base(variable, member):
    """crawlername and crawlerid are not the same; crawleridentifier is as both."""
    base, affix = split_affix(member.plain)
    return base == variable.base and bool(base) and (
        not variable.affix or not affix or variable.affix == affix or 'identifier' in (variable.affix, affix))


def type_stripped(variable, member):
    """Name for the CrawlerName of a crawler, and the other way round."""
    base, affix = split_affix(member.plain)
    return (
        variable.is_last and member.plain in AFFIXES and variable.type == variable.base
        and (variable.affix == member.plain or 'identifier' in (member.plain, variable.affix) or not variable.affix)
        or base == variable.type and variable.is_generic
        and (affix == variable.affix or variable.plain.startswith('resource') and affix in ('id', 'identifier')
             or 'identifier' in (variable.affix, affix))
        or variable.is_generic and member.plain in AFFIXES and variable.is_last
        and member.plain in (variable.affix, 'identifier'))


def noun_of_operation(variable, member):
    """Name of StopCrawler for CrawlerName."""
    return (variable.is_last and variable.base in (variable.noun, singular(variable.noun)) and member.plain in AFFIXES
            and (member.plain in (variable.affix, 'identifier') or not variable.affix))


def member_ends_in_variable(variable, member):
    """TargetTableName for TableName: may be another table than the one that the action is on."""
    return member.plain.endswith(variable.plain) and len(variable.plain) > 6


def variable_ends_in_member(variable, member):
    return (variable.plain.endswith(member.plain) and bool(split_affix(member.plain)[1]) and len(member.plain) > 5
            and member.plain != 'accountid')


def type_ends_in_member(variable, member):
    """JobIdentifier for the ID of a model-customization-job."""
    if not variable.is_last or not (variable.is_generic or variable.type == variable.base) or member.plain == 'accountid':
        return False
    base, affix = split_affix(member.plain)
    return bool(affix) and len(base) > 2 and variable.type.endswith(base) and (
        affix in (variable.affix, 'identifier') or variable.is_generic and affix == 'id')


def name_from_id(variable, member):
    base, affix = split_affix(member.plain)
    return variable.is_last and variable.affix == 'name' and affix == 'id' and base in (variable.base, variable.type)


def named_after_type(variable, member):
    """AgentSpaceId for the AgentId of an agent-space, MultiRegionClusterName for the ClusterName of a multi-region cluster."""
    base, affix = split_affix(member.plain)
    return (variable.is_last and bool(affix) and base == variable.type and affix == variable.affix
            and (base.startswith(variable.base) or base.endswith(variable.base)))


MEMBER_RULES = (synonym, named_after_type, exact, same_base, variable_ends_in_member, type_stripped, noun_of_operation,
                member_ends_in_variable, type_ends_in_member, name_from_id)


class Matcher:
    """The members of one operation's request."""

    def __init__(self, service, operation, synonyms):
        self.service = service
        self.operation = operation.name
        self.synonyms = synonyms
        self.top = [member for member in operation.members if member.depth == 0]
        self.nested = [member for member in operation.members if member.depth == 1]

    @property
    def reads(self):
        return re.match(READS, self.operation)

    @property
    def lists(self):
        """Whether it may be about all resources of a type."""
        return re.match(LISTS, self.operation)

    def without(self, member):
        """Without that one, for another way to name the resource."""
        return self._with(lambda other: other is not member)

    def of_created(self):
        """Without ARNs, for what the call creates: it has none yet."""
        return self._with(lambda other: not other.plain.endswith('arn'))

    def _with(self, condition):
        rest = copy(self)
        rest.top = [member for member in self.top if condition(member)]
        rest.nested = [member for member in self.nested if condition(member)]
        return rest

    def match(self, resource_type):
        """What fills an ARN of the type, with that ARN; None where something stays unknown."""
        for arn in resource_type.arns:
            found = self._match(resource_type, arn)
            if found:
                return found, arn
        return None

    def _match(self, resource_type, arn):
        if not variables(arn) and '*' not in arn:
            return [Found(None, None, 'constant')]
        return self._whole_arn(resource_type) or self._by_variables(resource_type, arn) or self._arn_like(resource_type, arn)

    def _whole_arn(self, resource_type):
        for pool, nested in ((self.top, ''), (self.nested, 'nested')):
            for member in pool:
                if member.plain == resource_type.plain + 'arn':
                    return [Found(None, member, nested or ('list' if member.is_list else 'type_arn'))]
        for member in self.top:
            if member.plain in ('resourcearn', 'arn'):
                return [Found(None, member, 'list' if member.is_list else 'resource_arn')]
        return None

    def _by_variables(self, resource_type, arn):
        names = variables(arn)
        found = []
        for name in names:
            filled = self._variable(resource_type, names, name, found)
            if filled is None:
                return None
            found.append(filled)
        return found

    def _variable(self, resource_type, names, name, before):
        variable = self._of(resource_type, name, name == names[-1])
        return (self._member(variable, self.top)
                or self._nested(variable, resource_type)
                or self._anything(resource_type, names, variable, before))

    def _of(self, resource_type, name, is_last):
        return Variable(name, resource_type.plain, self.operation, is_last, self.synonyms.get((self.service, plain(name))))

    def _member(self, variable, pool):
        for rule in MEMBER_RULES:
            for member in pool:
                if rule(variable, member):
                    listed = member.is_list and rule in (named_after_type, exact, same_base, type_stripped)
                    return Found(variable.name, member, 'list' if listed else rule.__name__)
        return None

    def _nested(self, variable, resource_type):
        """What a list names is not what the call creates."""
        creates = variable.is_last and self._creates(resource_type)
        found = self._member(variable, [member for member in self.nested if not (creates and member.is_list)])
        exactly = found and (found.rule in ('exact', 'synonym', 'named_after_type') or found.rule == 'list' and exact(variable, found.member))
        return Found(variable.name, found.member, 'nested') if exactly else None

    def _anything(self, resource_type, names, variable, before):
        """A variable that stays open: the ID of what is created, what a List lists, the parents and the children of what is named."""
        last = variable.is_last
        if last and self._creates(resource_type):
            return Found(variable.name, None, 'new')
        if last and self.reads and not self._names_something():
            return Found(variable.name, None, 'all')
        if not last and self._member(self._of(resource_type, names[-1], True), self.top):
            return Found(variable.name, None, 'any_parent')
        if last and before and before[-1].member and re.search(REVISION, variable.plain):
            parent = plain(names[names.index(variable.name) - 1])
            if split_affix(parent)[0] in resource_type.plain or resource_type.plain in parent:
                return Found(variable.name, None, 'any_child')
        return None

    def _creates(self, resource_type):
        noun = plain(re.sub(r'^[A-Z][a-z]+', '', self.operation))
        named = len(resource_type.plain) > 2 and resource_type.plain in plain(self.operation)
        return bool(re.match(CREATES, self.operation)) and (named or noun in resource_type.plain)

    def _names_something(self):
        return any(member.is_required and (split_affix(member.plain)[1] or member.plain in AFFIXES or member.plain.endswith('arn'))
                   for member in self.top)

    def _arn_like(self, resource_type, arn):
        """A member that seems to hold the whole ARN."""
        for member in self.top:
            if member.plain == resource_type.plain:
                return [Found(None, member, 'named_as_type')]
        for member in self.top:
            name = member.plain[:-3]
            if member.plain.endswith('arn') and name and (resource_type.plain.endswith(name) or name.endswith(resource_type.plain)):
                return [Found(None, member, 'arn_affix')]
        if not variables(arn):
            for member in self.top:
                if member.plain in [resource_type.plain + affix for affix in AFFIXES]:
                    return [Found(None, member, 'identifier_for_arn')]
        return None

    def guess(self, resource_type, is_only):
        """What may fill the ARN, for a proposal: variables stay open where nothing does."""
        arn = resource_type.arns[0]
        arns = [member for member in self.top if member.plain.endswith('arn') and not OTHER_RESOURCES.search(member.plain)]
        if is_only and len(arns) == 1:
            return [Found(None, arns[0], 'only_arn')], arn
        names = variables(arn)
        found = []
        for name in names:
            is_last = name == names[-1]
            member = self._member(self._of(resource_type, name, is_last), self.top)
            found.append(member or Found(name, self._only_name() if is_last and is_only else None, 'open'))
        return found, arn

    def _only_name(self):
        named = [member for member in self.top if member.is_required and member.plain in AFFIXES]
        return named[0] if len(named) == 1 else None

"""Names as the AWS SDK for Java 2 spells them, and with it Step Functions."""
import re


def words(name):
    """'DBInstanceIdentifier' has the words DB, Instance and Identifier, as NamingStrategy of the SDK's code generator splits it:
    https://github.com/aws/aws-sdk-java-v2/blob/master/codegen/src/main/java/software/amazon/awssdk/codegen/naming/DefaultNamingStrategy.java"""
    name = re.sub(r'[^A-Za-z0-9]+', ' ', name)
    name = re.sub(r'([^a-z]{2,})v([0-9]+)', r'\1 v\2 ', name)
    name = re.sub(r'([^A-Z]{2,})V([0-9]+)', r'\1 V\2 ', name)
    name = ' '.join(re.split(r'(?<=[a-z])(?=[A-Z](?:[a-zA-Z]|[0-9]))', name))
    name = re.sub(r'([A-Z]+)([A-Z][a-z])', r'\1 \2', name)
    name = re.sub(r'([0-9])([a-zA-Z])', r'\1 \2', name)
    return name.split()


def pascal(name):
    """DbInstanceIdentifier for DBInstanceIdentifier."""
    return ''.join(word[:1].upper() + word[1:].lower() for word in words(name))


def path(names):
    """Target.RoleArn."""
    return '.'.join(pascal(name) for name in names)


def camel(operation):
    """startCrawler for StartCrawler."""
    return operation[0].lower() + operation[1:]


def exception(shape):
    """ResourceNotFoundException for ResourceNotFoundFault."""
    for suffix in ('Fault', 'Exception'):
        if shape.endswith(suffix):
            shape = shape[:-len(suffix)]
            break
    return pascal(shape) + 'Exception'


def service(service_id):
    """sfn for 'SFN': a service's ID without AWS, Amazon and Service, in lower case."""
    stripped = re.sub(r'\s*Service$', '', re.sub(r'^(Amazon|AWS)\s*', '', service_id))
    return plain(stripped)


def plain(name):
    """For comparing names of different sources."""
    return re.sub(r'[^a-z0-9]', '', name.lower())


def singular(name):
    for ending, replacement in (('ies', 'y'), ('sses', 'ss'), ('s', '')):
        if name.endswith(ending):
            return name[:-len(ending)] + replacement
    return name

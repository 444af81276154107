"""The facts written by hand: each row of a file in the folder facts is below the address of the page that it comes from."""
from pathlib import Path

FOLDER = Path(__file__).parent / 'facts'


def rows(name):
    """The lines of a file but for comments, split at white space."""
    return [line.split() for line in lines(name)]


def lines(name):
    text = (FOLDER / name).read_text(encoding='utf-8')
    return [line for line in text.splitlines() if line.strip() and not line.startswith('#')]


def supported():
    """By the name of a service in lower case: its name in errors, and the operations that Step Functions does not call."""
    services = {}
    last = ''
    for words in rows('supported.txt'):
        for word in words:
            if word.startswith('-'):
                services[last][1].add(word[1:])
            else:
                last = word.lower()
                services[last] = (word, set())
    return services


def actions():
    """By service and operation: the actions, none where IAM checks nothing."""
    return {(service, operation): [] if names == ['-'] else names
            for service, operation, *names in rows('actions.txt')}


def by_two(name):
    """By the first two words of a row: the third."""
    return {(first, second): third for first, second, third in rows(name)}


def by_one(name):
    """By the first word of a row: the second."""
    return {first: second for first, second in rows(name)}


def further():
    """By service and member: what a request with the member needs besides."""
    split = (line.split('\t') for line in lines('further.txt'))
    return {(service, member): cell for service, member, cell in split}


def permissions():
    """The permissions in the table, by service and API."""
    written = {}
    for line in lines('permissions.txt'):
        key, _, permissions = line.partition('\t')
        service, api = key.split(':')
        written[service, api] = permissions
    return written

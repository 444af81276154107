"""Records how pip's own library judges markers, versions and requirements, for the tests to compare with.

Usage: python3 make.py, with a Python whose pip has packaging 24.1; writes to test/resources/stepfunction/requirements.
"""

import itertools
import pathlib
import random

from pip._vendor.packaging.markers import InvalidMarker, Marker, UndefinedComparison
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
from pip._vendor.packaging.specifiers import InvalidSpecifier, SpecifierSet
from pip._vendor.packaging.version import InvalidVersion, Version

FOLDER = pathlib.Path(__file__).parents[2] / "test/resources/stepfunction/requirements"

VALUES = {
    "implementation_name": ["cpython", "pypy"],
    "implementation_version": ["3.12", "3.11.4"],
    "os_name": ["posix", "nt"],
    "platform_machine": ["aarch64", "arm64", "x86_64", "AMD64", "x86_64 aarch64"],
    "platform_python_implementation": ["CPython", "PyPy"],
    "platform_system": ["Linux", "Darwin", "Windows", "Java"],
    "python_full_version": ["3.11.3", "3.12.0", "3.13.0a6", "3.10.*", "3.12"],
    "python_version": ["2.7", "3.8", "3.10", "3.11", "3.13", "4", "3", "3.12.*", "3.*", "3.10 3.11", "3.10.0"],
    "sys_platform": ["linux", "linux2", "win32", "darwin", "linux darwin"],
    "extra": ["", "socks", "Use_Chardet.On-py3"],
    "sys.platform": ["linux"],
    "os.name": ["posix"],
    "platform.machine": ["aarch64"],
    "platform.python_implementation": ["CPython"],
    "python_implementation": ["CPython"],
}
OPERATORS = ["==", "!=", "<", "<=", ">", ">=", "~=", "===", "in", "not in"]

BROKEN = [
    "", "python_version", "python_version <", "python_version < 3.8", "python_version < '3.8", "python_vesion < '3.8'",
    "python_version << '3.8'", "(python_version < '3.8'", "python_version < '3.8')", "python_version < '3.8' and",
    "python_version < '3.8' python_version > '3'", "and", "not python_version", "python_version not '3.8'",
    "python_version is '3.8'", "()", "python_version < '3.8' xor os_name == 'nt'", "python_version=='3.8' or or os_name=='nt'",
]
FORMS = [
    "python_version<'3.11'", "python_version  <   '3.11'", "(python_version < '3.11')", "((os_name == 'posix'))",
    "os_name == \"posix\" and(python_version>='3.8')", "os_name=='nt'or python_version>='3.8'",
    "python_version not   in '3.8 3.9'", "'linux' in sys_platform", "'3.8' <= python_version", "'3' in python_version",
    "os_name == 'nt' and os_name == 'posix' or os_name == 'posix'",
    "os_name == 'posix' or os_name == 'posix' and os_name == 'nt'",
    "(os_name == 'posix' or os_name == 'posix') and os_name == 'nt'",
    "platform_system == \"Darwin\" or (platform_machine != \"aarch64\" and platform_system == \"Linux\")",
    "python_full_version >= '3.9' and python_full_version < '3.14' and platform_python_implementation != 'PyPy'",
]

VERSIONS = ["1", "1.0", "1.0.0", "1.0.1", "1.1", "1.10", "2", "2.0.dev1", "2.0a1", "2.0b2", "2.0rc1", "2.0", "2.0.post1", "2.0.post1.dev2",
            "2.0+local.1", "2.0+ubuntu-1", "2.1", "1!1.0", "v1.0", "1.0-1", "1.0.alpha", "1.0-preview_3", "1.0c2", "1.0rev4", "0.9", "2024.8.30",
            "1.0.0.0.0", "1.0a1.dev1", "1.0.dev0"]
RIGHT_SIDES = ["1", "1.0", "1.0.1", "2", "2.0", "2.0a1", "2.0.dev1", "2.0.post1", "2.0+local.1", "1.0.*", "2.*", "2.0a1.*", "2.0.dev1.*",
               "1!1.0", "1!1.*", "2.0rc1", "1.10", "a", "1.0.0.0.*"]

REQUIREMENTS = [
    "requests", "requests==2.32.3", "requests == 2.32.3", "requests>=2,<3", "requests (>=2,<3)", "requests[socks]", "requests[socks,use_chardet]==2",
    "requests [ socks , Use.Chardet ] >= 2 ; python_version < '3.13'", "Ruamel.Yaml_X", "a", "a1", "a-b==1", "a_b==1", "a.b==1", "1a==1",
    "requests==2.32.3;python_version>='3.8'", "requests==2.32.3 ; python_version >= \"3.8\" and python_version < \"4.0\"",
    "lib @ https://example.com/lib-1-py3-none-any.whl", "lib[x]@https://example.com/lib-1-py3-none-any.whl",
    "lib @ https://example.com/lib-1.whl ; os_name == 'posix'", "lib @ https://example.com/lib-1.whl;os_name == 'posix'",
    "lib @ git+https://example.com/lib.git@main", "lib @ file:///lib", "requests~=2.0", "requests===2.0-odd", "requests!=2.0,>=1.*", "requests>=1.*",
    "requests[]", "requests[a,]", "requests[a b]", "requests[", "requests==", "requests=2", "-requests", "requests-", "requests 2.0", "requests @",
    "requests==2.32.3 ;", "requests; extra == 'x'", "requests==2.0+local", "requests>=2.0+local", "requests==2.0,", "requests,==2", "_a", "a b",
    "requests;python_vesion<'3'", "requests==2.*", "requests~=2", "requests<2.0.*", "requests[x]==1.0,!=1.5;sys_platform=='linux'",
]


def environment(minor, machine):
    version = f"3.{minor}"
    return {"implementation_name": "cpython", "implementation_version": version + ".99", "os_name": "posix", "platform_machine": machine,
            "platform_python_implementation": "CPython", "platform_release": "", "platform_version": "", "platform_system": "Linux",
            "python_full_version": version + ".99", "python_version": version, "sys_platform": "linux", "extra": ""}


def judged(marker, minor, machine):
    try:
        return str(Marker(marker).evaluate(environment(minor, machine))).lower()
    except InvalidMarker:
        return "invalid"
    except (UndefinedComparison, InvalidVersion):
        return "undefined"


def markers():
    choice = random.Random(1)
    singles = [f'{variable} {operator} "{value}"' for variable, values in VALUES.items() for value in values for operator in OPERATORS]
    singles += [f'"{value}" {operator} {variable}' for variable, values in VALUES.items() for value in values[:2] for operator in OPERATORS]
    combined = []
    for _ in range(300):
        parts = choice.sample(singles, choice.randint(2, 4))
        text = parts[0]
        for part in parts[1:]:
            text = choice.choice(["{} and {}", "{} or {}", "({}) and {}", "{} or ({})", "({} or {})", "{} and ({})"]).format(text, part)
        combined.append(text)
    environments = list(itertools.product([10, 11, 12, 13], ["aarch64", "x86_64"]))
    for marker in FORMS:
        for minor, machine in environments:
            yield marker, minor, machine
    for marker in singles + combined + BROKEN:
        minor, machine = choice.choice(environments)
        yield marker, minor, machine


def accepted(specifier, version):
    try:
        specifiers = SpecifierSet(specifier)
    except InvalidSpecifier:
        return "invalid"
    try:
        return str(specifiers.contains(Version(version), prereleases=True)).lower()
    except InvalidVersion:
        return "false"


def parts(text):
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return ["invalid"]
    # As Requirement's text() in Java: the order of a set is not kept.
    return [requirement.name, ",".join(sorted(requirement.extras)), ",".join(sorted(str(each) for each in requirement.specifier)),
            requirement.url or "", str(requirement.marker is not None).lower()]


def write(name, rows):
    lines = dict.fromkeys("\t".join(str(each) for each in row) for row in rows)
    (FOLDER / name).write_text("".join(line + "\n" for line in lines))


# What pip cannot evaluate, because it compares texts by ~= or as versions, is left out.
write("markers.tsv", (row for row in ([*each, judged(*each)] for each in markers()) if row[-1] != "undefined"))
write("specifiers.tsv", ([operator + right, version, accepted(operator + right, version)]
                         for operator in OPERATORS[:8] for right in RIGHT_SIDES for version in VERSIONS))
write("versions.tsv", ([*pair, (Version(pair[0]) > Version(pair[1])) - (Version(pair[0]) < Version(pair[1]))]
                       for pair in itertools.combinations(VERSIONS, 2)))
write("requirements.tsv", ([text, *parts(text)] for text in REQUIREMENTS))

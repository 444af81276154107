"""Prints what files of Python define, without importing them: a line of JSON for each file that is named as an argument.

{"version": 11, "names": ["handler"]}                        the names that the module has
{"version": 11, "names": ["handler"], "computed": true}      and perhaps others, which code computes
{"version": 11, "problem": "invalid syntax", "line": 3}      it is not valid Python
{"version": 11}                                              it cannot be read, or is too deep to parse
"""

import ast
import json
import sys
import warnings

COMPUTING = {
    "exec",
    "eval",
    "globals",
    "locals",
    "vars",
    "setattr",
    "modules",
    "f_globals",
    "__dict__",
    "__globals__",
    "__setattr__",
}


class Module(ast.NodeVisitor):
    """The names that statements of a module bind, wherever they stand but in a function or a class."""

    def __init__(self):
        self.names = set()
        self.computed = False
        self.depth = 0

    def bind(self, name):
        if self.depth == 0:
            self.names.add(name)
            self.computed |= name == "__getattr__"

    def visit_FunctionDef(self, node):
        self.bind(node.name)
        self.inner(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        self.bind(node.name)
        self.inner(node)

    def inner(self, node):
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    visit_Lambda = inner

    def visit_comprehension(self, node):
        # Only the target is its own: an assignment in a condition binds a name around it.
        self.depth += 1
        self.visit(node.target)
        self.depth -= 1
        for each in (node.iter, *node.ifs):
            self.visit(each)

    def visit_Global(self, node):
        self.names.update(node.names)

    def visit_Import(self, node):
        for alias in node.names:
            self.bind(alias.asname or alias.name.split(".")[0])

    def visit_ImportFrom(self, node):
        for alias in node.names:
            self.computed |= alias.name == "*" or alias.name in COMPUTING
            self.bind(alias.asname or alias.name)

    def visit_Name(self, node):
        self.computed |= node.id in COMPUTING
        if isinstance(node.ctx, ast.Store):
            self.bind(node.id)

    def visit_Attribute(self, node):
        self.computed |= node.attr in COMPUTING
        self.generic_visit(node)

    def visit_AnnAssign(self, node):
        # Without a value it defines nothing.
        for each in (node.annotation, node.value, node.target if node.value else None):
            if each is not None:
                self.visit(each)

    def visit_MatchAs(self, node):
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node):
        if node.rest:
            self.bind(node.rest)
        self.generic_visit(node)


def defined(file):
    try:
        with open(file, "rb") as stream:
            source = stream.read()
        tree = ast.parse(source)
        # Finds what the parser alone does not, such as a return outside of a function.
        compile(source, file, "exec", dont_inherit=True)
        module = Module()
        module.visit(tree)
    except SyntaxError as error:
        return {"problem": error.msg, "line": error.lineno or 1}
    except ValueError as error:
        return {"problem": str(error), "line": 1}
    except (OSError, MemoryError, RecursionError):
        return {}
    return {"names": sorted(module.names), **({"computed": True} if module.computed else {})}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for each in sys.argv[1:]:
        print(json.dumps({"version": sys.version_info[1], **defined(each)}))

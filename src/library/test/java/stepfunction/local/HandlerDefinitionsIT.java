package stepfunction.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stepfunction.lambda.CannotRunException;
import stepfunction.lambda.HandlerDefinitions;
import stepfunction.lambda.LambdaFunction;

/** Handlers that their files do not define, by a real Python. */
class HandlerDefinitionsIT {

    private static final HandlerDefinitions DEFINITIONS = HandlerDefinitions.ofTheUser();

    @TempDir
    private Path folder;

    private LambdaFunction function(String handler, String runtime) {
        return new LambdaFunction(
                "arn:aws:lambda:eu-central-1:123456789012:function:order-count",
                "order-count",
                LambdaFunction.LATEST,
                handler,
                runtime,
                "x86_64",
                128,
                Duration.ofSeconds(3),
                Map.of(),
                folder,
                "count",
                folder);
    }

    private LambdaFunction function(String handler) {
        return function(handler, "python3.10");
    }

    private void write(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text.replace("\\n", "\n"));
    }

    private static void check(LambdaFunction function) {
        DEFINITIONS.check(List.of(function));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def handler(event, context): pass",
                "async def handler(event, context): pass",
                "def  handler (event, context): pass",
                "handler = lambda event, context: event",
                "handler: object = print",
                "first, (handler, *rest) = 1, (2, 3)",
                "import handler",
                "import handler.inner",
                "import app as handler",
                "from app import handler",
                "from app import run as handler",
                "from . import handler",
                "class handler: pass",
                "try:\\n  from fast import handler\\nexcept ImportError:\\n  handler = None",
                "import os\\nif os.name == 'nt':\\n  def handler(event, context): pass",
                "for handler in (1, 2): pass",
                "with open('x') as handler: pass",
                "if (handler := 1): pass",
                "print([handler := each for each in 'ab'])",
                "print([each for each in 'ab' if (handler := each)])",
                "def define():\\n  global handler\\n  handler = 1",
                "# -*- coding: latin-1 -*-\\nhandler = 1",
            })
    void handler_that_its_file_defines_is_accepted(String text) throws IOException {
        write("app.py", text);

        assertThatCode(() -> check(function("app.handler"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from app import *",
                "def __getattr__(name): return print",
                "from lib import __getattr__",
                "def f(): pass\\nf.__globals__['hand' + 'ler'] = print",
                "import sys\\nsys._getframe().f_globals['hand' + 'ler'] = print",
                "globals()['hand' + 'ler'] = print",
                "exec('def hand' 'ler(): pass')",
                "import sys\\nsetattr(sys.modules[__name__], 'hand' + 'ler', print)",
                "vars()['x'] = 1",
                "from builtins import globals as names\\nnames()['x'] = 1",
                "import app\\napp.__dict__['x'] = 1",
            })
    void file_whose_names_are_computed_is_accepted(String text) throws IOException {
        write("app.py", text);

        assertThatCode(() -> check(function("app.handler"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", textBlock = """
            def handlr(event, context): pass                             -> did you mean handlr?
            def run(event, context): return handler                      -> define it, or set .handler("MODULE.FUNCTION")
            class App:\\n  def handler(self): pass                        -> define it, or set .handler("MODULE.FUNCTION")
            def outer():\\n  def handler(event, context): pass            -> define it, or set .handler("MODULE.FUNCTION")
            def outer():\\n  handler = 1                                  -> define it, or set .handler("MODULE.FUNCTION")
            print([handler for handler in 'ab'])                         -> define it, or set .handler("MODULE.FUNCTION")
            try: pass\\nexcept OSError as handler: pass                   -> define it, or set .handler("MODULE.FUNCTION")
            handler: int                                                 -> define it, or set .handler("MODULE.FUNCTION")
            Handler = 1                                                  -> did you mean Handler?
            # def handler(event, context)                                -> define it, or set .handler("MODULE.FUNCTION")
            """)
    void handler_that_its_file_does_not_define_is_refused(String text, String advice) throws IOException {
        write("pkg/app.py", text);

        for (var handler : List.of("pkg/app.handler", "pkg.app.handler")) {
            assertThatExceptionOfType(CannotRunException.class)
                    .isThrownBy(() -> check(function(handler)))
                    .withMessage("count/pkg/app.py does not define handler, the handler of the function order-count; "
                            + advice);
        }
    }

    @Test
    void file_that_is_not_python_is_refused_with_the_line() throws IOException {
        write("app.py", "import os\\n\\ndef handler(event context):\\n  pass");
        write("late.py", "x = 1\\nreturn x");

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> DEFINITIONS.check(List.of(function("app.main"), function("late.main"))))
                .satisfies(
                        e -> assertThat(e.getMessage().lines())
                                .satisfiesExactly(
                                        first -> assertThat(first)
                                                .startsWith("count/app.py is not valid Python: ")
                                                .endsWith(", at line 3; correct it"),
                                        second -> assertThat(second)
                                                .isEqualTo(
                                                        "count/late.py is not valid Python: 'return' outside function, at line 2; correct it")));
    }

    @Test
    void syntax_of_a_newer_python_than_this_machine_has_is_accepted() throws IOException {
        var older = Files.writeString(folder.resolve("python"), """
                #!/bin/sh
                echo '{"version": 9, "problem": "invalid syntax", "line": 1}'
                """);
        assertThat(older.toFile().setExecutable(true)).isTrue();
        var definitions = new HandlerDefinitions(older.toString(), "");
        write("app.py", "match 1:\\n  case handler: pass");

        assertThatCode(() -> definitions.check(List.of(function("app.main", "python3.10"))))
                .doesNotThrowAnyException();
    }

    @Test
    void file_is_not_imported() throws IOException {
        var trace = folder.resolve("trace");
        write("app.py", "open(%s, 'w')".formatted("'" + trace + "'"));
        write("ast.py", "open(%s, 'w')".formatted("'" + trace + "'"));

        assertThatExceptionOfType(CannotRunException.class).isThrownBy(() -> check(function("app.handler")));

        assertThat(trace).doesNotExist();
    }

    @Test
    void python_starts_only_where_the_text_leaves_a_doubt() throws IOException {
        var started = folder.resolve("started");
        var python = Files.writeString(folder.resolve("python"), "#!/bin/sh\ntouch " + started);
        assertThat(python.toFile().setExecutable(true)).isTrue();
        var definitions = new HandlerDefinitions(python.toString(), "");
        write("app.py", "import os\\n\\n\\ndef handler(event, context):\\n  return event\\n");
        write("other.py", "handler = print");

        definitions.check(List.of(function("app.handler")));
        assertThat(started).doesNotExist();

        definitions.check(List.of(function("app.handler"), function("other.handler")));
        assertThat(started).exists();
    }

    @Test
    void machine_without_python_reports_nothing_here() throws IOException {
        write("app.py", "handlr = print");

        assertThatCode(() -> new HandlerDefinitions("python3", "").check(List.of(function("app.handler"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> new HandlerDefinitions("/bin/false", "").check(List.of(function("app.handler"))))
                .doesNotThrowAnyException();
    }

    @Test
    void file_of_a_layer_and_a_function_in_another_language_are_accepted() throws IOException {
        write("app.py", "");

        assertThatCode(() -> check(function("layer.handler"))).doesNotThrowAnyException();
        assertThatCode(() -> check(function("app.handler", "nodejs22.x"))).doesNotThrowAnyException();
    }

    @Test
    void cases_of_a_project_do_not_run_without_a_handler() throws IOException {
        var project = new LocalProject(folder, () -> {
            throw new AssertionError("no handler may run");
        });
        project.function("greet", "# The handler.\ndef handlr(event, context):\n    return event\n");

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> new ProjectCases(folder, Map.of("dev", project.stack())))
                .withMessage(
                        "greet/handler.py does not define handler, the handler of the function greet; did you mean handlr?");
    }
}

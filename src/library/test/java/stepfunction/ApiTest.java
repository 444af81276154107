package stepfunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library's API: the types that a program, its tests and the recipes use. Each is documented; every other type is not part of it. */
class ApiTest {

    private static final Path LIST = Path.of("test/resources/stepfunction/api.txt");
    private static final List<Path> SOURCES = List.of(Path.of("main/java"), Path.of("tools/java"));

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (stepfunction\\.[\\w.]+);$");
    private static final Pattern PUBLIC_MEMBER = Pattern.compile(" +(public|protected) .*[({,]");
    private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile(" +public \\w+ \\{");

    private static List<String> api() throws IOException {
        return Files.readAllLines(LIST);
    }

    /** A program and its tests, and the recipes without what runs them. */
    private static List<Path> code() throws IOException {
        var code = new ArrayList<Path>();
        for (var folder : List.of(Path.of("test/project/src"), Path.of("test/java/stepfunction/recipes"))) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.endsWith("Recipe.java"))
                        .forEach(code::add);
            }
        }
        return code;
    }

    private static Set<String> imports() throws IOException {
        var imports = new TreeSet<String>();
        for (var file : code()) {
            IMPORT.matcher(Files.readString(file)).results().forEach(found -> imports.add(found.group(1)));
        }
        return imports;
    }

    @Test
    void every_type_that_programs_tests_and_recipes_import_is_part_of_the_api() throws IOException {
        assertThat(api()).isSorted().containsAll(imports());
    }

    @Test
    void type_of_the_api_is_imported_or_part_of_a_signature() throws Exception {
        var used = new TreeSet<>(imports());
        for (var type : api()) {
            publicMethods(type).map(Method::toGenericString).forEach(signature -> {
                for (var word : signature.replace('$', '.').split("[^\\w.]+")) {
                    used.add(word);
                }
            });
        }

        assertThat(used).containsAll(api());
    }

    private static Stream<Method> publicMethods(String type) throws ClassNotFoundException {
        return Arrays.stream(classOf(type).getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    private static Class<?> classOf(String type) throws ClassNotFoundException {
        return Class.forName(type.replaceAll("(?<=\\.[A-Z]\\w{0,60})\\.", "\\$"));
    }

    @ParameterizedTest
    @MethodSource("api")
    void member_of_the_api_has_javadoc(String type) throws IOException {
        var lines = Files.readAllLines(sourceOf(type));

        var undocumented = new ArrayList<String>();
        for (var index = 0; index < lines.size(); index++) {
            if (PUBLIC_MEMBER.matcher(lines.get(index)).lookingAt() && !isDocumented(lines, index)) {
                undocumented.add(lines.get(index).strip());
            }
        }
        assertThat(undocumented).isEmpty();
    }

    /** What overrides is documented where it is declared, and a compact constructor with its record. */
    private static boolean isDocumented(List<String> lines, int member) {
        var before = lines.get(member - 1).strip();
        return before.equals("*/")
                || before.matches("/\\*\\*.*\\*/")
                || before.equals("@Override")
                || COMPACT_CONSTRUCTOR.matcher(lines.get(member)).matches();
    }

    private static Path sourceOf(String type) {
        var file = type.replaceFirst("(\\.[A-Z]\\w*)\\..*", "$1").replace('.', '/') + ".java";
        return SOURCES.stream()
                .map(folder -> folder.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no source of " + type));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_says_which_of_its_types_are_part_of_the_api(Path packageInfo) throws IOException {
        var text = Files.readString(packageInfo);
        var name = text.replaceFirst("(?s).*package ([\\w.]+);.*", "$1");
        var types = api().stream()
                .filter(type -> type.matches(Pattern.quote(name) + "\\.[A-Z].*"))
                .map(type -> "{@link %s}".formatted(type.substring(name.length() + 1)))
                .toList();

        if (types.isEmpty()) {
            assertThat(text).contains("No type is part of the API");
        } else {
            assertThat(Pattern.compile("\\{@link [\\w.]+}")
                            .matcher(text)
                            .results()
                            .map(found -> found.group()))
                    .containsExactlyInAnyOrderElementsOf(types);
        }
    }

    static List<Path> packages() throws IOException {
        var packages = new ArrayList<Path>();
        for (var folder : SOURCES) {
            try (var files = Files.walk(folder.resolve("stepfunction"))) {
                packages.addAll(
                        files.filter(file -> file.endsWith("package-info.java")).collect(Collectors.toList()));
            }
        }
        return packages;
    }
}

package stepfunction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Format and lint of a project's own sources, each problem in one line. */
class SourceCheckTest {

    @TempDir
    private Path folder;

    private List<String> problems(String file, String source) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, source);
        return new SourceCheck(folder).problems();
    }

    @Test
    void formatted_source_without_lint_passes() throws IOException {
        var problems = problems("src/main/java/orders/Orders.java", """
                package orders;

                final class Orders {}
                """);

        assertThat(problems).isEmpty();
    }

    @Test
    void unformatted_source_is_reported_with_the_command_that_formats_it() throws IOException {
        var problems = problems("src/test/java/orders/OrdersTest.java", """
                package orders;

                class OrdersTest {  }
                """);

        assertThat(problems)
                .containsExactly("src/test/java/orders/OrdersTest.java is not formatted; run: mvn spotless:apply");
    }

    /** {@code mvn spotless:apply} leaves it as it is. */
    @Test
    void long_text_need_not_be_wrapped() throws IOException {
        var problems =
                problems("src/test/java/orders/OrdersTest.java", """
                package orders;

                class OrdersTest {
                    static final String INPUT =
                            "%s";
                }
                """.formatted("order and customer, ".repeat(10)));

        assertThat(problems).isEmpty();
    }

    @Test
    void lint_is_reported_with_file_and_line() throws IOException {
        var problems = problems("src/main/java/orders/Orders.java", """
                package orders;

                import java.util.List;

                final class Orders {

                    static List all() {
                        return List.of();
                    }
                }
                """);

        assertThat(problems).singleElement().asString().startsWith("src/main/java/orders/Orders.java:7: ");
    }
}

package stepfunction.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import stepfunction.config.StackConfig;
import stepfunction.plan.Plan;

/** A function in Java, which {@code mvn -f price/pom.xml package} builds. */
class JavaFunctionTest extends Recipe {

    @Override
    Plan plan(StackConfig config) {
        return Plan.of("workflow.asl.json", config)
                .function(
                        "price",
                        "price",
                        function ->
                                function.runtime("java17").handler("shop.Price").memoryMb(512));
    }

    @Override
    String workflow() {
        return """
                {
                  "QueryLanguage": "JSONata",
                  "StartAt": "Price",
                  "TimeoutSeconds": 60,
                  "States": {
                    "Price": {
                      "Type": "Task",
                      "Resource": "${PriceArn}",
                      "TimeoutSeconds": "${PriceTaskTimeoutSeconds}",
                      "End": true
                    }
                  }
                }
                """;
    }

    /** Lambda has the only dependency; a function with others needs the Maven Shade Plugin. Each build of the same sources makes the same jar. */
    @Override
    Map<String, String> files() {
        return Map.of(
                "price/pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                    <modelVersion>4.0.0</modelVersion>
                    <groupId>shop</groupId><artifactId>price</artifactId><version>1</version>
                    <properties>
                        <maven.compiler.release>17</maven.compiler.release>
                        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                        <project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>
                    </properties>
                    <dependencies>
                        <dependency>
                            <groupId>com.amazonaws</groupId><artifactId>aws-lambda-java-core</artifactId>
                            <version>1.3.0</version><scope>provided</scope>
                        </dependency>
                    </dependencies>
                    <build>
                        <plugins>
                            <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.15.0</version></plugin>
                            <plugin><artifactId>maven-jar-plugin</artifactId><version>3.5.0</version></plugin>
                        </plugins>
                    </build>
                </project>
                """,
                "price/src/main/java/shop/Price.java", """
                package shop;

                import com.amazonaws.services.lambda.runtime.Context;
                import com.amazonaws.services.lambda.runtime.RequestHandler;

                public class Price implements RequestHandler<Price.Order, Price.Total> {

                    public record Order(String item, int count, double price) {}

                    public record Total(String item, double total) {}

                    @Override
                    public Total handleRequest(Order order, Context context) {
                        context.getLogger().log("pricing " + order.item());
                        return new Total(order.item(), order.count() * order.price());
                    }
                }
                """);
    }

    /** As Maven does, which would take longer. */
    @Override
    void build(Path projectDir) throws IOException {
        var source = projectDir.resolve("price/src/main/java/shop/Price.java");
        var target = projectDir.resolve("price/target");
        var classes = Files.createDirectories(target.resolve("classes"));
        var status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "--release", "17", "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        try (var jar = new ZipOutputStream(Files.newOutputStream(target.resolve("price.jar")));
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
            }
        }
    }

    @Override
    String example() {
        return """
                {
                  "input": {"item": "pen", "count": 3, "price": 1.5},
                  "output": {"item": "pen", "total": 4.5}
                }
                """;
    }

    @Override
    String permissions() {
        return """
                workflow InvokePrice: lambda:InvokeFunction on arn:aws:lambda:eu-central-1:123456789012:function:greeter-price
                """;
    }
}

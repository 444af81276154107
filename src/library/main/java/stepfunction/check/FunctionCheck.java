package stepfunction.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.Placeholder;
import stepfunction.asl.Spelling;
import stepfunction.config.FunctionLimits;
import stepfunction.config.LambdaRuntime;
import stepfunction.config.LambdaRuntime.Language;
import stepfunction.plan.EntryName;
import stepfunction.plan.FunctionSpec;
import stepfunction.plan.Plan;
import stepfunction.plan.Roles;
import stepfunction.plan.Value;

/** The rules of Lambda for a function: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
final class FunctionCheck {

    private static final int MAX_ROLE_NAME = 64;
    private static final int MAX_ENVIRONMENT_BYTES = 4096;
    private static final int MAX_LAYERS = 5;
    private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

    private final FunctionSpec function;
    private final Plan plan;
    private final Findings findings = new Findings();

    private FunctionCheck(FunctionSpec function, Plan plan) {
        this.function = function;
        this.plan = plan;
    }

    /** The findings, each once. */
    static List<Finding> check(FunctionSpec function, Plan plan) {
        var check = new FunctionCheck(function, plan);
        check.all();
        return check.findings.all();
    }

    private void all() {
        functionName();
        memory();
        timeout();
        runtime();
        handler();
        environmentNames();
        environmentSize();
        layers();
        permissions();
    }

    private void functionName() {
        var name = function.functionName();
        var role = Roles.ofFunction(function);
        // A missing name in the config and a wrong former name have already been reported.
        if (name.isEmpty() || name.startsWith("-") || !formerNamesAreWellFormed()) {
            return;
        }
        if (!FUNCTION_NAME.matcher(name).matches()) {
            findings.error("the function %s must have a name of a-z, A-Z, 0-9, - and _, was \"%s\"; set .named(NAME)"
                    .formatted(function.name(), name));
        } else if (role.length() > MAX_ROLE_NAME) {
            findings.error(
                    "the function %s would have a role called %s, which has %d characters and may have %d; set .named(NAME)"
                            .formatted(function.name(), role, role.length(), MAX_ROLE_NAME));
        }
    }

    private boolean formerNamesAreWellFormed() {
        return function.formerNames().stream().allMatch(name -> new EntryName(name).isWellFormed());
    }

    private void memory() {
        var memoryMb = function.size().memoryMb();
        if (memoryMb < FunctionLimits.MIN_MEMORY_MB || memoryMb > FunctionLimits.MAX_MEMORY_MB) {
            findings.error("the function %s must have %d to %d MB of memory, was %d; correct it"
                    .formatted(function.name(), FunctionLimits.MIN_MEMORY_MB, FunctionLimits.MAX_MEMORY_MB, memoryMb));
        }
    }

    private void timeout() {
        var timeout = function.size().timeout();
        var isWhole = Duration.ofSeconds(timeout.toSeconds()).equals(timeout);
        if (!isWhole || timeout.toSeconds() < 1 || timeout.toSeconds() > 900) {
            findings.error("the function %s must have a timeout of 1 to 900 whole seconds, was %s; correct it"
                    .formatted(function.name(), timeout));
        }
    }

    private void runtime() {
        var code = function.code();
        if (code.image().filter(FunctionCheck::isElsewhere).isPresent()) {
            findings.error(
                    "the function %s must have an image in Amazon ECR, with a tag or digest, was \"%s\"; set .image(\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/price:1.2.0\")"
                            .formatted(function.name(), code.image().get().text()));
        }
        if (code.image().isEmpty() && code.language().isEmpty()) {
            findings.error("the function %s must have a runtime that the AWS provider accepts, was \"%s\"; %s"
                    .formatted(function.name(), code.runtime(), adviceOnRuntime(code.runtime())));
        }
        if (code.image().isPresent() && !code.layers().isEmpty()) {
            findings.error("the function %s must not have layers, because it is an image; add their files to the image"
                    .formatted(function.name()));
        }
    }

    /** Lambda pulls images from private repositories of ECR alone: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html. */
    private static boolean isElsewhere(Value image) {
        return image.placeholders().isEmpty() && !image.text().matches("\\d{12}\\.dkr[.-]ecr.+/.+[:@].+");
    }

    /** A version that does not exist is no misspelling of another one. */
    private static String adviceOnRuntime(String runtime) {
        var all = LambdaRuntime.identifiers();
        var ofTheSameVersion = all.stream()
                .filter(each -> digits(each).equals(digits(runtime)))
                .toList();
        return Spelling.nearest(runtime, ofTheSameVersion)
                .map("did you mean %s?"::formatted)
                .or(() -> Spelling.nearest(runtime, all)
                        .flatMap(LambdaRuntime::of)
                        .map(LambdaRuntime::newestOfTheLanguage)
                        .map(newest -> "the newest is %s".formatted(newest.identifier())))
                .orElse("set one of " + String.join(", ", all));
    }

    private static String digits(String runtime) {
        return runtime.replaceAll("[^0-9]", "");
    }

    private void handler() {
        var code = function.code();
        if (!code.isHandlerWellFormed()) {
            findings.error("the function %s must have a handler such as %s, was \"%s\"; correct it"
                    .formatted(function.name(), exampleOfHandler(code.language().orElseThrow()), code.handler()));
        }
    }

    private static String exampleOfHandler(Language language) {
        return switch (language) {
            case PYTHON -> "handler.handler, module and function";
            case NODEJS -> "handler.handler, file and function";
            case JAVA -> "shop.Price::handleRequest, class and method";
            case RUBY -> "handler.handler, file and method";
            case DOTNET -> "Shop::Shop.Price::Handle, assembly, class and method";
            case PROVIDED -> "bootstrap";
        };
    }

    private void environmentNames() {
        for (var variable : function.connections().environment().keySet()) {
            if (FunctionLimits.RESERVED_VARIABLES.contains(variable)) {
                findings.error("the function %s sets %s, a variable that Lambda reserves; rename it"
                        .formatted(function.name(), variable));
            } else if (!VARIABLE.matcher(variable).matches()) {
                findings.error(
                        "the function %s sets \"%s\", but a variable has two or more letters, digits and _, and begins with a letter; rename it"
                                .formatted(function.name(), variable));
            }
        }
    }

    /** As far as the values are known. */
    private void environmentSize() {
        var bytes = 0;
        for (var variable : function.connections().environment().entrySet()) {
            bytes += length(variable.getKey()) + knownLength(variable.getValue());
        }
        if (bytes > MAX_ENVIRONMENT_BYTES) {
            findings.error(
                    "the function %s has variables of %d bytes, and Lambda allows %d; put some into a file of its folder"
                            .formatted(function.name(), bytes, MAX_ENVIRONMENT_BYTES));
        }
    }

    private static int knownLength(Value value) {
        return length(Placeholder.replaceIn(value.text(), unknown -> Optional.of("")));
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void layers() {
        var layers = function.code().layers().size();
        if (layers > MAX_LAYERS) {
            findings.error("the function %s has %d layers, and Lambda allows %d; remove some"
                    .formatted(function.name(), layers, MAX_LAYERS));
        }
    }

    private void permissions() {
        var ofPermissions = new Findings();
        for (var use : function.connections().uses()) {
            ofPermissions.addAll(ActionsCheck.check(use.actions()));
        }
        for (var permission : function.connections().permissions()) {
            ofPermissions.addAll(PermissionCheck.check(permission, plan));
        }
        findings.addAll(ofPermissions.about("the function " + function.name()));
    }
}

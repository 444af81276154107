package stepfunction.apis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An ARN with variables, which members of the request fill. A member that holds an ARN itself stands for the part of the template
 * up to it, if it is of that type; in other places, its last segment counts.
 *
 * @param segments the ARN in the order of its segments
 */
public record ArnTemplate(List<Segment> segments) {

    /** A segment of an ARN. */
    public sealed interface Segment {}

    /** A text, wildcards included. */
    public record Literal(String text) implements Segment {}

    /** A segment that a member of the request fills. */
    public record Filled(ArnVariable variable) implements Segment {}

    /** A segment that depends on where the stack is. */
    public enum ArnField implements Segment {
        PARTITION,
        REGION,
        ACCOUNT
    }

    /** Stands for all resources. */
    public static final ArnTemplate EVERY_RESOURCE = new ArnTemplate(List.of(new Literal("*")));

    /** A whole ARN. */
    public static final ArnTemplate ARN = parse("{Arn}", "");

    public ArnTemplate {
        segments = List.copyOf(segments);
    }

    /** Whether the text is an ARN. */
    static boolean isArn(String text) {
        return text.startsWith("arn:") && Split.at(':', text).size() > 5;
    }

    /** The same template, whatever members fill it: its variables are called 0, 1 and so on. */
    public ArnTemplate numbered() {
        var numbered = new ArrayList<Segment>();
        var number = 0;
        for (var segment : segments) {
            if (segment instanceof Filled filled && !filled.variable().isOwnName()) {
                numbered.add(new Filled(filled.variable().named(String.valueOf(number++))));
            } else {
                numbered.add(segment);
            }
        }
        return new ArnTemplate(numbered);
    }

    /** The template for all resources. */
    public boolean isEveryResource() {
        return equals(EVERY_RESOURCE);
    }

    /** The last literal text without wildcards: {@code instance} for an ARN that ends in {@code instance/*}. */
    public String type() {
        var last = segments.get(segments.size() - 1) instanceof Literal text ? text.text() : "";
        return last.substring(last.lastIndexOf(':') + 1).replace("/*", "");
    }

    /** Whether only an ARN can fill it. */
    public boolean takesOnlyArn() {
        return segments.get(0) instanceof Filled;
    }

    /** Its variables in their order. */
    public List<ArnVariable> variables() {
        return segments.stream()
                .filter(Filled.class::isInstance)
                .map(segment -> ((Filled) segment).variable())
                .toList();
    }

    /**
     * The ARN, or the pattern of ARNs.
     *
     * @param values of the variables; absent where the request lacks the member or only an execution knows it
     * @return absent where a value is missing, or is no ARN though only an ARN can fill the template
     */
    public Optional<String> arn(
            Function<ArnVariable, Optional<String>> values, String partition, String region, String account) {
        return new Filling(partition, region, account, Optional.empty()).fill(this, values);
    }

    /** The ARN as far as the values determine it, for a proposal: {@code *} stands for what is missing. */
    public String proposal(
            Function<ArnVariable, Optional<String>> values, String partition, String region, String account) {
        return new Filling(partition, region, account, Optional.of("*"))
                .fill(this, values)
                .orElse("*");
    }

    /**
     * One way through the segments of a template.
     *
     * @param missing stands for a value that is missing
     */
    private record Filling(String partition, String region, String account, Optional<String> missing) {

        Optional<String> fill(ArnTemplate template, Function<ArnVariable, Optional<String>> values) {
            var arn = new StringBuilder();
            var isFirst = true;
            for (var segment : template.segments()) {
                if (segment instanceof Literal text) {
                    appendText(arn, text.text());
                } else if (segment instanceof ArnField field) {
                    arn.append(text(field));
                } else if (segment instanceof Filled filled) {
                    var value = value(filled.variable(), values);
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    append(arn, value.get(), isFirst, template);
                    isFirst = false;
                }
            }
            var complete = arn.toString();
            return isArn(complete) || template.isEveryResource() ? Optional.of(complete) : Optional.empty();
        }

        /** One wildcard is enough where nothing narrows the template. */
        private static void appendText(StringBuilder arn, String text) {
            var isDouble = text.startsWith("*") && arn.length() > 0 && arn.charAt(arn.length() - 1) == '*';
            arn.append(isDouble ? text.substring(1) : text);
        }

        private String text(ArnField field) {
            return switch (field) {
                case PARTITION -> partition;
                case REGION -> region;
                case ACCOUNT -> account;
            };
        }

        private Optional<String> value(ArnVariable variable, Function<ArnVariable, Optional<String>> values) {
            var value = values.apply(variable);
            if (value.isEmpty() && missing.isPresent()) {
                return missing;
            }
            value = value.or(variable::defaultValue);
            if (value.isEmpty()) {
                return variable.isNarrowing() ? Optional.of("*") : Optional.empty();
            }
            var formed = variable.form().apply(value.get(), partition, region, account);
            return variable.takesAnyText() ? formed.map(ArnTemplate::escaped) : formed;
        }

        private static void append(StringBuilder arn, String value, boolean isFirst, ArnTemplate template) {
            if (!isArn(value)) {
                arn.append(value);
            } else if (isFirst && (isOfType(value, arn.toString()) || template.endsInItsOnlyVariable())) {
                arn.setLength(0);
                arn.append(value);
            } else {
                arn.append(lastSegment(value));
            }
        }

        /** Whether an ARN begins as the template does, apart from partition, Region and account. */
        private static boolean isOfType(String arn, String begun) {
            var resource = begun.isEmpty() ? "" : resourceOf(begun);
            return resourceOf(arn).startsWith(resource);
        }
    }

    /** Whether the ARN of the resource, if its only variable has that, is the whole. */
    public boolean endsInItsOnlyVariable() {
        return variables().size() == 1 && segments.get(segments.size() - 1) instanceof Filled;
    }

    private static String resourceOf(String arn) {
        var at = 0;
        for (var colon = 0; colon < 5; colon++) {
            at = arn.indexOf(':', at) + 1;
        }
        return arn.substring(at);
    }

    private static String lastSegment(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html: wildcards that are meant as characters. */
    public static String escaped(String text) {
        return text.replace("${", "${$}{").replace("*", "${*}").replace("?", "${?}");
    }

    /**
     * Parses {@code arn:P:s3:::{Bucket}/*}; {@code :crawler/{Name}} is short for {@code arn:P:glue:R:A:crawler/{Name}}.
     *
     * @param prefix of the actions that are on the resource
     */
    public static ArnTemplate parse(String text, String prefix) {
        var segments = new ArrayList<Segment>();
        var rest = text;
        if (text.startsWith(":")) {
            standard(segments, prefix);
            rest = text.substring(1);
        } else if (text.startsWith("arn:")) {
            rest = prefixed(segments, text);
        }
        resource(segments, rest);
        return new ArnTemplate(segments);
    }

    private static void standard(List<Segment> segments, String prefix) {
        segments.add(new Literal("arn:"));
        segments.add(ArnField.PARTITION);
        segments.add(new Literal(":" + prefix + ":"));
        segments.add(ArnField.REGION);
        segments.add(new Literal(":"));
        segments.add(ArnField.ACCOUNT);
        segments.add(new Literal(":"));
    }

    /** The text after the fifth colon. */
    private static String prefixed(List<Segment> segments, String text) {
        var start = 0;
        for (var colon = 0; colon < 5; colon++) {
            var end = text.indexOf(':', start);
            var field = text.substring(start, end);
            switch (field) {
                case "P" -> segments.add(ArnField.PARTITION);
                case "R" -> segments.add(ArnField.REGION);
                case "A" -> segments.add(ArnField.ACCOUNT);
                default -> segments.add(new Literal(field));
            }
            segments.add(new Literal(":"));
            start = end + 1;
        }
        return text.substring(start);
    }

    private static void resource(List<Segment> segments, String text) {
        var start = 0;
        for (var open = text.indexOf('{'); open >= 0; open = text.indexOf('{', start)) {
            if (open > start) {
                segments.add(new Literal(text.substring(start, open)));
            }
            var close = text.indexOf('}', open);
            segments.add(new Filled(ArnVariable.parse(text.substring(open + 1, close))));
            start = close + 1;
        }
        if (start < text.length()) {
            segments.add(new Literal(text.substring(start)));
        }
    }
}

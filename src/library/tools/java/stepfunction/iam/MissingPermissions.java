package stepfunction.iam;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.declared.ComputedState;
import stepfunction.declared.DeclaredStack;

/** The entries that {@code src/test/ci-permissions.yaml} lacks: of types that neither the templates nor the file cover. */
record MissingPermissions(DeclaredStack declared, CiPermissions permissions) {

    private static final String ENTRY = """
            %1$s must have an entry for %2$s, which the library's documents do not cover. Add this, with actions from
            https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html in place of the dots:

            %2$s:
              # ${%2$s} stands for %3$s. If AWS has another form of ARN for an action, write it out.
            %4$s""";

    private static final String STATEMENT = """
            %1$s:
              - Sid: %2$s
                Action: [%3$s:...]
                Resource: ${%4$s}
            """;

    /** A text for each type, which ends with the YAML to add. */
    List<String> entries() {
        return new DeclaredArns(declared)
                .uncoveredTypes().stream()
                        .filter(type -> missing(type).findAny().isPresent())
                        .map(this::entry)
                        .toList();
    }

    private Stream<Section> missing(String type) {
        return Stream.of(Section.PREVIEW, Section.DEPLOY).filter(section -> !permissions.covers(type, section));
    }

    private String entry(String type) {
        var arns = new DeclaredArns(declared).ofType(type);
        var service = arns.get(0).split(":", -1)[2];
        var kind = type.substring(type.lastIndexOf(':') + 1);
        var statements = missing(type)
                .map(section -> STATEMENT.formatted(section.key(), sid(section, kind), service, type))
                .collect(Collectors.joining())
                .indent(2);
        var shown = ComputedState.withWildcards(String.join(" and ", arns)).replace(DeclaredStack.ACCOUNT, "ACCOUNT");
        return ENTRY.formatted(CiPermissions.FILE, type, shown, statements);
    }

    private static String sid(Section section, String kind) {
        return (section == Section.PREVIEW ? "Read" : "Write") + kind;
    }
}

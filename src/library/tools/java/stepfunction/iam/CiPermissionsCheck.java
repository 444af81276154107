package stepfunction.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code src/test/ci-permissions.yaml}: its form, and that no statement lets a role give itself more.
 *
 * @param sids by document, those of the templates
 */
record CiPermissionsCheck(Map<String, Set<String>> sids) {

    private static final Pattern TYPE = Pattern.compile("[\\w-]+:[\\w/.-]+:\\w+");
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Z][A-Za-z0-9]+");

    /** A wildcard is possible in what follows the service alone. */
    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[^:]*:[^:]*:.+");

    private static final Pattern READING =
            Pattern.compile("[a-z0-9-]+:(GET|(Get|List|Describe|Validate|BatchGet|Lookup|Search)\\w+)");

    private static final Set<String> FIELDS = Set.of("Sid", "Effect", "Action", "Resource", "Condition");
    private static final Set<String> PLACEHOLDERS_IN_ARNS = Set.of("account", "stack");

    /** They say who may do what: a role that may change that has no limits. */
    private static final Set<String> SERVICES_OF_IDENTITIES =
            Set.of("iam", "sts", "organizations", "account", "sso", "sso-directory", "identitystore");

    /** For AWS's own services alone. https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
    private static final String SERVICE_LINKED_ROLE = "iam:CreateServiceLinkedRole";

    private static final String PASS_ROLE = "iam:PassRole";
    private static final String DECLARED_ROLES = "${aws:iam/role:Role}";

    /** They change what runs with a role that is there already, or let someone start it. */
    private static final Set<String> TAKING_OVER = Set.of(
            "lambda:AddPermission",
            "lambda:UpdateFunctionCode",
            "lambda:UpdateFunctionConfiguration",
            "scheduler:UpdateSchedule",
            "events:PutTargets",
            "pipes:UpdatePipe",
            "states:UpdateStateMachine");

    /** A statement of the file, with the words that lead to it. */
    private record LocatedStatement(String type, Section section, Map<?, ?> statement, String name) {

        String mistake(String sentence) {
            return CiPermissionsCheck.mistake(type, section.key(), name + ": " + sentence);
        }

        List<String> actions() {
            return texts(statement.get("Action"));
        }

        List<String> resources() {
            return texts(statement.get("Resource"));
        }
    }

    /** A text, or the texts of a list; empty where it is neither. */
    static List<String> texts(@Nullable Object value) {
        if (value instanceof String text) {
            return List.of(text);
        }
        return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String mistake(String... words) {
        return CiPermissions.FILE + ": " + String.join(", ", words);
    }

    /** A line for each. */
    List<String> mistakes(Object file) {
        if (!(file instanceof Map<?, ?> entries)) {
            return List.of(mistake("the file must be a mapping from types of resources, such as aws:kms/key:Key"));
        }
        var ofForm = entries.entrySet().stream()
                .flatMap(entry -> mistakesOfEntry(String.valueOf(entry.getKey()), entry.getValue()));
        var places = entries.entrySet().stream()
                .flatMap(entry -> places(String.valueOf(entry.getKey()), entry.getValue()))
                .toList();
        return Stream.of(ofForm, places.stream().flatMap(this::mistakesOfStatement), repeatedSids(places))
                .flatMap(mistakes -> mistakes)
                .toList();
    }

    private static Stream<String> mistakesOfEntry(String type, @Nullable Object entry) {
        if (!TYPE.matcher(type).matches()) {
            return Stream.of(mistake(type + " must be a type of resource, such as aws:kms/key:Key"));
        }
        if (!(entry instanceof Map<?, ?> sections)) {
            return Stream.of(mistake(type + " must have the sections preview, deploy or boundary"));
        }
        return sections.entrySet().stream()
                .flatMap(section -> mistakesOfSection(type, String.valueOf(section.getKey()), section.getValue()));
    }

    private static Stream<String> mistakesOfSection(String type, String section, @Nullable Object statements) {
        if (Stream.of(Section.values()).noneMatch(known -> known.key().equals(section))) {
            return Stream.of(mistake(type, section + " must be preview, deploy or boundary"));
        }
        var isListOfStatements =
                statements instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
        return isListOfStatements
                ? Stream.empty()
                : Stream.of(
                        mistake(type, section + " must be a list of statements, each with Sid, Action and Resource"));
    }

    private static Stream<LocatedStatement> places(String type, @Nullable Object entry) {
        return entry instanceof Map<?, ?> sections
                ? Stream.of(Section.values()).flatMap(section -> places(type, section, sections.get(section.key())))
                : Stream.empty();
    }

    private static Stream<LocatedStatement> places(String type, Section section, @Nullable Object statements) {
        if (!(statements instanceof List<?> list)) {
            return Stream.empty();
        }
        return IntStream.range(0, list.size())
                .filter(index -> list.get(index) instanceof Map)
                .mapToObj(index -> place(type, section, (Map<?, ?>) list.get(index), index));
    }

    private static LocatedStatement place(String type, Section section, Map<?, ?> statement, int index) {
        var name = statement.get("Sid") instanceof String sid ? sid : "statement " + (index + 1);
        return new LocatedStatement(type, section, statement, name);
    }

    private Stream<String> mistakesOfStatement(LocatedStatement place) {
        return Stream.of(
                        unknownFields(place),
                        mistakesOfSid(place),
                        mistakesOfEffect(place),
                        mistakesOfActions(place),
                        mistakesOfResources(place),
                        mistakesOfCondition(place))
                .flatMap(mistakes -> mistakes);
    }

    private static Stream<String> unknownFields(LocatedStatement place) {
        return place.statement().keySet().stream()
                .map(String::valueOf)
                .filter(field -> !FIELDS.contains(field))
                .map(field -> place.mistake("%s must be Sid, Action, Resource or Condition".formatted(field)));
    }

    private Stream<String> mistakesOfSid(LocatedStatement place) {
        var sid = place.statement().get("Sid");
        if (sid == null) {
            return Stream.of(place.mistake("Sid is missing; add one, such as WriteKeys"));
        }
        if (!String.valueOf(sid).matches("[A-Za-z0-9]+")) {
            return Stream.of(place.mistake("Sid must have letters and digits alone"));
        }
        return isOfTheLibrary(place.section(), sid.toString())
                ? Stream.of(place.mistake("Sid must be another, for the library's documents have it already"))
                : Stream.empty();
    }

    private boolean isOfTheLibrary(Section section, String sid) {
        return section == Section.BOUNDARY
                ? sid.startsWith(Boundary.SID)
                : sids.getOrDefault(section.document(), Set.of()).contains(sid);
    }

    private static Stream<String> repeatedSids(List<LocatedStatement> places) {
        var bySid = places.stream()
                .filter(place -> place.statement().get("Sid") instanceof String)
                .collect(Collectors.groupingBy(place -> place.section() + " " + place.name()));
        return bySid.values().stream()
                .filter(same -> same.size() > 1)
                .map(same -> same.get(1)
                        .mistake("Sid must be unique in all sections %s"
                                .formatted(same.get(1).section().key())))
                .sorted();
    }

    private static Stream<String> mistakesOfEffect(LocatedStatement place) {
        var effect = place.statement().get("Effect");
        return effect == null || effect.equals("Allow")
                ? Stream.empty()
                : Stream.of(place.mistake("Effect must be Allow, or be left out, was %s".formatted(effect)));
    }

    private static Stream<String> mistakesOfActions(LocatedStatement place) {
        if (!place.statement().containsKey("Action")) {
            return Stream.of(place.mistake("Action is missing; add one, such as kms:DescribeKey"));
        }
        if (place.actions().isEmpty()) {
            return Stream.of(place.mistake("Action must be an action, or a list of them"));
        }
        return place.actions().stream().flatMap(action -> mistakesOfAction(place, action));
    }

    private static Stream<String> mistakesOfAction(LocatedStatement place, String action) {
        var service = action.contains(":") ? action.substring(0, action.indexOf(':')) : action;
        if (action.equals(PASS_ROLE) && place.section() == Section.DEPLOY) {
            return isOfDeclaredRolesToOneService(place)
                    ? Stream.empty()
                    : Stream.of(place.mistake(
                            "%s must have the Resource %s alone, and the Condition StringEquals iam:PassedToService"
                                    .formatted(action, DECLARED_ROLES)));
        }
        var isReadingRoles = service.equals("iam") && READING.matcher(action).matches();
        var isServiceLinkedRole = action.equals(SERVICE_LINKED_ROLE) && place.section() == Section.DEPLOY;
        var isAboutIdentities = SERVICES_OF_IDENTITIES.contains(service.toLowerCase(Locale.ROOT));
        if (isAboutIdentities && !isReadingRoles && !isServiceLinkedRole) {
            return Stream.of(
                    place.mistake("Action must not be %s, with which a role could give itself more".formatted(action)));
        }
        if (action.contains("*") || action.contains("?")) {
            return Stream.of(
                    place.mistake("Action must be without wildcards, was %s; list the actions".formatted(action)));
        }
        if (!ACTION.matcher(action).matches()) {
            return Stream.of(
                    place.mistake("Action must be SERVICE:ACTION, such as kms:DescribeKey, was %s".formatted(action)));
        }
        if (place.section() == Section.PREVIEW && !READING.matcher(action).matches()) {
            return Stream.of(place.mistake(
                    "Action must only read, as a preview does (Get, List, Describe), was %s; move it to deploy"
                            .formatted(action)));
        }
        var isOnDeclaredAlone = place.resources().stream()
                .allMatch(resource -> CiPermissions.placeholderType(resource).isPresent());
        return TAKING_OVER.contains(action) && !isOnDeclaredAlone
                ? Stream.of(place.mistake(
                        "%s must have placeholders of types as Resource alone, such as ${aws:lambda/function:Function}"
                                .formatted(action)))
                : Stream.empty();
    }

    /** All of the stack's roles are within its boundary. */
    private static boolean isOfDeclaredRolesToOneService(LocatedStatement place) {
        var isToOneService = place.statement().get("Condition") instanceof Map<?, ?> condition
                && condition.get("StringEquals") instanceof Map<?, ?> equal
                && equal.get("iam:PassedToService") instanceof String;
        return isToOneService && place.resources().equals(List.of(DECLARED_ROLES));
    }

    private static Stream<String> mistakesOfResources(LocatedStatement place) {
        if (!place.statement().containsKey("Resource")) {
            return Stream.of(place.mistake("Resource is missing; add ${%s}, or an ARN".formatted(place.type())));
        }
        if (place.resources().isEmpty()) {
            return Stream.of(
                    place.mistake("Resource must be ${%s}, an ARN or *, or a list of them".formatted(place.type())));
        }
        if (place.resources().contains("*") && place.resources().size() > 1) {
            return Stream.of(place.mistake("Resource must be * alone, or ARNs; give * a statement of its own"));
        }
        return place.resources().stream()
                .filter(resource -> !isResource(resource))
                .map(resource ->
                        place.mistake("Resource must be ${%s}, an ARN or *, was %s".formatted(place.type(), resource)));
    }

    private static boolean isResource(String resource) {
        var type = CiPermissions.placeholderType(resource);
        if (type.isPresent()) {
            return TYPE.matcher(type.get()).matches();
        }
        var filledIn =
                PLACEHOLDERS_IN_ARNS.stream().reduce(resource, (text, name) -> text.replace("${" + name + "}", name));
        var isArn = ARN.matcher(filledIn).matches() && !filledIn.contains("${");
        return isArn || filledIn.equals("*");
    }

    private static Stream<String> mistakesOfCondition(LocatedStatement place) {
        if (!place.statement().containsKey("Condition")) {
            return Stream.empty();
        }
        var isCondition = place.statement().get("Condition") instanceof Map<?, ?> condition
                && !condition.isEmpty()
                && condition.values().stream().allMatch(Map.class::isInstance);
        return isCondition
                ? Stream.empty()
                : Stream.of(place.mistake("Condition must map operators to keys, as in IAM"));
    }
}

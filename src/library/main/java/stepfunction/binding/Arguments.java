package stepfunction.binding;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import stepfunction.apis.RequestMembers;
import stepfunction.asl.QueryLanguage;
import stepfunction.plan.Value;

/** The arguments of a call, as far as the definition determines them. */
public final class Arguments {

    private static final String START = "{%";
    private static final String END = "%}";

    /** The context object: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html. */
    private static final String OWN_ARN_IN_JSONPATH = "$$.StateMachine.Id";

    private static final String OWN_ARN_IN_JSONATA = "$states.context.StateMachine.Id";

    private final QueryLanguage language;
    private final Names names;
    private final Optional<JsonObject> object;

    /** @param object absent where one expression, or an execution's input, is all that is sent */
    Arguments(QueryLanguage language, Names names, Optional<JsonObject> object) {
        this.language = language;
        this.names = names;
        this.object = object;
    }

    /** Whether only an execution knows which members there are. */
    public boolean areComputed() {
        return object.isEmpty();
    }

    /** The names of the members as the definition has them, without the {@code .$} of a path. */
    public Set<String> members() {
        var members = new LinkedHashSet<String>();
        object.ifPresent(present -> present.keySet().forEach(member -> members.add(withoutSuffix(member))));
        return members;
    }

    private String withoutSuffix(String member) {
        return language == QueryLanguage.JSONPATH && member.endsWith(".$")
                ? member.substring(0, member.length() - ".$".length())
                : member;
    }

    /**
     * The resources that a member names; several where there is a list on the way, each of whose elements counts.
     *
     * @param path the members to it
     * @return none where the member is absent
     */
    public List<Callee> at(List<String> path) {
        return new Search(false, Optional.empty()).found(path);
    }

    /**
     * The resources that a member names.
     *
     * @param otherwise what the service takes where the member is absent
     */
    public List<Callee> at(List<String> path, String otherwise) {
        return new Search(false, Optional.of(names.callee(otherwise))).found(path);
    }

    /** The resources that the keys of an object name, such as the tables in {@code RequestItems}. */
    public List<Callee> keysAt(List<String> path) {
        return new Search(true, Optional.empty()).found(path);
    }

    /**
     * The arguments once for each element of the lists on a path, each with that element alone: its members belong together.
     *
     * @param path the members to the elements
     */
    public List<Arguments> elements(List<String> path) {
        return object.isEmpty()
                ? List.of(this)
                : elements(object.get(), path)
                        .map(alone -> new Arguments(language, names, Optional.of(alone.getAsJsonObject())))
                        .toList();
    }

    private static Stream<JsonElement> elements(JsonElement element, List<String> path) {
        if (element instanceof JsonArray several) {
            return several.asList().stream().flatMap(each -> elements(each, path));
        }
        if (path.isEmpty()
                || !(element instanceof JsonObject members)
                || spelled(members, path.get(0)).isEmpty()) {
            return Stream.of(element);
        }
        return spelled(members, path.get(0)).stream()
                .flatMap(member -> elements(member, path.subList(1, path.size())))
                .map(each -> with(members, path.get(0), each));
    }

    private static JsonObject with(JsonObject members, String name, JsonElement value) {
        var changed = new JsonObject();
        members.asMap().forEach(changed::add);
        changed.add(name, value);
        return changed;
    }

    /** The text of a member; absent where the member is, or where only an execution knows it. */
    public Optional<String> text(String member) {
        var found = at(List.of(member));
        return found.size() == 1
                        && found.get(0) instanceof Callee.Written written
                        && written.value() instanceof Value.LiteralValue value
                ? Optional.of(value.text())
                : Optional.empty();
    }

    /** A search for what a member names. */
    private final class Search {

        private final boolean ofKeys;
        private final Optional<Callee> otherwise;
        private final List<Callee> found = new ArrayList<>();

        /**
         * A search that is made once.
         *
         * @param ofKeys whether the keys of the object there are the names
         * @param otherwise stands for an absent member
         */
        Search(boolean ofKeys, Optional<Callee> otherwise) {
            this.ofKeys = ofKeys;
            this.otherwise = otherwise;
        }

        List<Callee> found(List<String> path) {
            object.ifPresentOrElse(present -> search(present, path), () -> found.add(new Callee.Computed()));
            return found;
        }

        private void search(JsonElement element, List<String> path) {
            if (element instanceof JsonArray elements) {
                elements.forEach(each -> search(each, path));
            } else if (path.isEmpty()) {
                reached(element);
            } else if (element instanceof JsonObject members) {
                member(members, path.get(0), path.subList(1, path.size()));
            } else {
                found.add(new Callee.Computed());
            }
        }

        private void member(JsonObject members, String member, List<String> rest) {
            var written = spelled(members, member);
            var path = language == QueryLanguage.JSONPATH
                    ? spelled(members, member + ".$")
                    : Optional.<JsonElement>empty();
            if (written.isPresent()) {
                search(written.get(), rest);
            } else if (path.isPresent()) {
                found.add(rest.isEmpty() ? ofPath(path.get()) : new Callee.Computed());
            } else {
                otherwise.ifPresent(found::add);
            }
        }

        private void reached(JsonElement element) {
            if (ofKeys && element instanceof JsonObject members) {
                members.keySet().forEach(key -> found.add(names.callee(withoutSuffix(key))));
            } else {
                found.add(callee(element));
            }
        }
    }

    /** The value of a member. Acronyms in its name may have any case: the table and AWS spell them differently, as in RoleARN. */
    private static Optional<JsonElement> spelled(JsonObject members, String name) {
        if (members.has(name)) {
            return Optional.of(members.get(name));
        }
        return members.entrySet().stream()
                .filter(member -> RequestMembers.isSameMember(member.getKey(), name))
                .<JsonElement>map(Map.Entry::getValue)
                .findFirst();
    }

    private Callee ofPath(JsonElement path) {
        return path instanceof JsonPrimitive primitive
                        && primitive.isString()
                        && primitive.getAsString().equals(OWN_ARN_IN_JSONPATH)
                ? names.self()
                : new Callee.Computed();
    }

    private Callee callee(JsonElement element) {
        if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
            return new Callee.Computed();
        }
        var text = primitive.getAsString();
        return language.isExpression(text) ? ofExpression(text) : names.callee(text);
    }

    /** An expression that is one quoted text counts as the text. */
    private Callee ofExpression(String text) {
        var expression =
                text.substring(START.length(), text.length() - END.length()).strip();
        if (expression.equals(OWN_ARN_IN_JSONATA)) {
            return names.self();
        }
        return quoted(expression).map(names::callee).orElseGet(Callee.Computed::new);
    }

    private static Optional<String> quoted(String expression) {
        if (expression.length() < 2) {
            return Optional.empty();
        }
        var quote = expression.charAt(0);
        var content = expression.substring(1, expression.length() - 1);
        var isQuoted = (quote == '\'' || quote == '"') && expression.charAt(expression.length() - 1) == quote;
        return isQuoted && content.indexOf(quote) < 0 && content.indexOf('\\') < 0
                ? Optional.of(content)
                : Optional.empty();
    }
}

package stepfunction.grants;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Actions that a role must allow, and on what. */
record Need(List<String> actions, Subject subject) {

    /** A resource, under conditions: one statement is about it. */
    record Subject(GrantedResource resource, List<Grant.Condition> conditions) {

        Subject {
            conditions = List.copyOf(conditions);
        }

        /** The placeholders whose values it needs. */
        List<String> placeholders() {
            var names = new ArrayList<String>();
            resource.values().values().forEach(value -> names.addAll(value.placeholders()));
            conditions.forEach(condition -> names.addAll(condition.value().placeholders()));
            return names;
        }
    }

    Need {
        actions = List.copyOf(actions);
    }

    static Need of(String action, GrantedResource resource) {
        return new Need(List.of(action), new Subject(resource, List.of()));
    }

    /** The actions that are needed on each subject, in the order of the needs. */
    static LinkedHashMap<Subject, Set<String>> bySubject(List<Need> needs) {
        var actions = new LinkedHashMap<Subject, Set<String>>();
        for (var need : needs) {
            actions.computeIfAbsent(need.subject(), first -> new LinkedHashSet<>())
                    .addAll(need.actions());
        }
        return actions;
    }
}

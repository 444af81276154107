package stepfunction.binding;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stepfunction.asl.Definition;
import stepfunction.asl.Fields;
import stepfunction.asl.Resource;
import stepfunction.asl.State;

/** Finds the requests that the states of a definition make. */
record Calls(Names names) {

    /** In the order of the states. */
    List<Call> in(Definition definition) {
        return definition.states().stream().flatMap(state -> by(state).stream()).toList();
    }

    /** Those of one state. */
    List<Call> by(State state) {
        var calls = new ArrayList<Call>();
        state.resource().ifPresent(resource -> calls.add(byTask(state, resource)));
        if (state.isDistributedMap()) {
            byPart(state, Call.Requester.ITEM_READER, "ItemReader").ifPresent(calls::add);
            byPart(state, Call.Requester.RESULT_WRITER, "ResultWriter").ifPresent(calls::add);
        }
        return calls;
    }

    private Call byTask(State task, Resource resource) {
        var arguments = arguments(task, task.arguments());
        var credentials = task.fields().object("Credentials").map(object -> arguments(task, Optional.of(object)));
        return new Call(task, Call.Requester.TASK, resource, callee(resource, arguments), arguments, credentials);
    }

    private Optional<Callee> callee(Resource resource, Arguments arguments) {
        if (resource instanceof Resource.Integration called) {
            return Call.calleeOf(called, arguments);
        }
        return resource instanceof Resource.Unknown ? Optional.empty() : Optional.of(names.callee(resource.text()));
    }

    /** A ResultWriter without a Resource writes nothing. */
    private Optional<Call> byPart(State map, Call.Requester part, String field) {
        var fields = map.fields().object(field).map(Fields::new);
        return fields.flatMap(present -> present.text("Resource"))
                .map(resource -> new Call(
                        map,
                        part,
                        Resource.parse(resource),
                        Optional.empty(),
                        arguments(map, Optional.of(sent(map, fields.get()))),
                        Optional.empty()));
    }

    /** The arguments of a part, and how it is configured: the fields of both differ. */
    private static JsonObject sent(State map, Fields part) {
        var sent = new JsonObject();
        Stream.of("ReaderConfig", map.queryLanguage().argumentsField())
                .flatMap(field -> part.object(field).stream())
                .forEach(fields -> fields.asMap().forEach(sent::add));
        return sent;
    }

    private Arguments arguments(State state, Optional<JsonObject> object) {
        return new Arguments(state.queryLanguage(), names, object);
    }
}

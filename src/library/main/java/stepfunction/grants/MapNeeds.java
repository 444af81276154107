package stepfunction.grants;

import java.util.List;
import java.util.Optional;
import stepfunction.asl.Fields;
import stepfunction.asl.Findings;
import stepfunction.asl.Resource;
import stepfunction.asl.State;
import stepfunction.binding.BoundWorkflow;

/** What the reader and the writer of a distributed Map need of the state machine's role. */
record MapNeeds(State map, BoundWorkflow workflow, Needs needs, Findings findings) {

    void gather() {
        part("ItemReader", Catalogue.itemReaders());
        part("ResultWriter", Catalogue.resultWriters());
    }

    /** A ResultWriter without a Resource writes nothing. */
    private void part(String part, List<Integration> offered) {
        var fields = map.fields().object(part).map(Fields::new);
        var resource = fields.flatMap(present -> present.text("Resource"));
        if (fields.isEmpty() || resource.isEmpty()) {
            return;
        }
        var known = find(Resource.parse(resource.get()), offered);
        if (known.isEmpty()) {
            findings.error("%s has the %s %s, which Step Functions does not offer there; correct it"
                    .formatted(map.name(), part, resource.get()));
            return;
        }
        var request = new Request.PartOfMap(map, part, known.get());
        var arguments = TaskArguments.ofPart(map.queryLanguage(), fields.get());
        var accessNeeds = new AccessNeeds(request, arguments, workflow, needs, findings);
        for (var access : known.get().accesses()) {
            accessNeeds.gather(access);
        }
    }

    private static Optional<Integration> find(Resource resource, List<Integration> offered) {
        if (!(resource instanceof Resource.Integration called)) {
            return Optional.empty();
        }
        return offered.stream().filter(each -> each.key().equals(called.key())).findFirst();
    }
}

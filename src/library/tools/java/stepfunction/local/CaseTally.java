package stepfunction.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.plan.WorkflowSpec;

/** The cases that have run, to report how many each workflow has. A case that runs on several stacks counts once. */
final class CaseTally {

    private final Map<String, Set<String>> namesByWorkflow = new LinkedHashMap<>();
    private final Set<String> groupingFolders = new TreeSet<>();

    void add(Case given) {
        namesByWorkflow
                .computeIfAbsent(given.workflow(), workflow -> new TreeSet<>())
                .add(given.name());
        if (given.workflow().equals(WorkflowSpec.MAIN)) {
            Cases.topFolder(Path.of(Cases.FOLDER).relativize(Path.of(given.file())))
                    .ifPresent(groupingFolders::add);
        }
    }

    /**
     * The number of cases by workflow, and the folders whose names are no workflow's.
     *
     * @return such as "Cases that ran: 3 of the first workflow, 1 of refund."; empty where only one workflow exists, which has all cases
     */
    String summary(WorkflowNames workflows) {
        if (workflows.further().isEmpty()) {
            return "";
        }
        var counts = workflows.present().stream().map(this::count).collect(Collectors.joining(", "));
        var folders = groupingFolders.stream()
                .map(folder -> "No workflow is called %1$s: the cases in %2$s/%1$s are of the first workflow."
                        .formatted(folder, Cases.FOLDER));
        return Stream.concat(Stream.of("Cases that ran: %s.".formatted(counts)), folders)
                .collect(Collectors.joining("\n"));
    }

    private String count(String workflow) {
        var title = workflow.equals(WorkflowSpec.MAIN) ? "the first workflow" : workflow;
        return "%d of %s"
                .formatted(namesByWorkflow.getOrDefault(workflow, Set.of()).size(), title);
    }
}

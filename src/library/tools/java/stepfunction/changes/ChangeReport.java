package stepfunction.changes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stepfunction.changes.Revision.DefinedWorkflow;
import stepfunction.changes.Revision.Program;
import stepfunction.plan.WorkflowSpec;

/** The changes from one revision to another, in Markdown. Without an earlier revision, the cost of an execution in units. */
final class ChangeReport {

    /** GitHub shows no larger summary of a step than 1 MiB: https://docs.github.com/en/actions/reference/limits */
    private static final int MAX_BYTES = 900_000;

    private static final int MAX_CASES = 100;

    private final Revision present;
    private final Optional<Revision> base;
    private final Optional<Revision> running;

    /** @param running the base with the functions' present code, as executions that started before run it; absent if no code changes */
    ChangeReport(Revision present, Optional<Revision> base, Optional<Revision> running) {
        this.present = present;
        this.base = base;
        this.running = running;
    }

    /**
     * Stacks that had the same program and have the same one.
     *
     * @param former absent without an earlier revision, or for new stacks
     */
    private record Compared(List<String> stacks, Program program, Optional<Program> former) {}

    String text() {
        var compared = compared(present);
        var blocks = new ArrayList<String>();
        if (base.isPresent()) {
            blocks.add("## What this change means");
            blocks.addAll(stackLines());
            blocks.addAll(sections("Definitions", compared, ChangeReport::definitions));
            blocks.addAll(sections("Cases", compared, ChangeReport::cases));
            running.ifPresent(revision -> blocks.addAll(
                    sections("Executions that are running", compared(revision), ChangeReport::runningExecutions)));
        }
        blocks.addAll(sections("Units of an execution", compared, ChangeReport::unitsButMeasured, ChangeReport::units));
        return bounded(blocks);
    }

    private List<Compared> compared(Revision now) {
        var stacksByPrograms = new LinkedHashMap<Map.Entry<Program, Optional<Program>>, List<String>>();
        for (var program : now.programs()) {
            for (var stack : program.stacks()) {
                var former = base.flatMap(revision -> revision.programOf(stack));
                stacksByPrograms
                        .computeIfAbsent(Map.entry(program, former), first -> new ArrayList<>())
                        .add(stack);
            }
        }
        return stacksByPrograms.entrySet().stream()
                .map(each -> new Compared(
                        each.getValue(), each.getKey().getKey(), each.getKey().getValue()))
                .toList();
    }

    private List<String> stackLines() {
        var former = stacks(base.orElseThrow());
        var now = stacks(present);
        var added = now.stream()
                .filter(stack -> !former.contains(stack))
                .map(stack -> "The stack %s is added.".formatted(Markdown.code(stack)));
        var removed = former.stream()
                .filter(stack -> !now.contains(stack))
                .map(stack -> "The stack %s is removed.".formatted(Markdown.code(stack)));
        return Stream.concat(added, removed).toList();
    }

    private static List<String> stacks(Revision revision) {
        return revision.programs().stream()
                .flatMap(program -> program.stacks().stream())
                .toList();
    }

    /** One section, or one for each text where those of the stacks differ. */
    private static List<String> sections(String title, List<Compared> all, Function<Compared, List<String>> blocks) {
        return sections(title, all, blocks, blocks);
    }

    /** @param key of the stacks that share a section */
    private static List<String> sections(
            String title,
            List<Compared> all,
            Function<Compared, List<String>> key,
            Function<Compared, List<String>> blocks) {
        var comparedByKey = all.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        return comparedByKey.values().stream()
                .flatMap(alike ->
                        section(title + (comparedByKey.size() == 1 ? "" : ofStacks(alike)), blocks.apply(alike.get(0))))
                .toList();
    }

    private static Stream<String> section(String title, List<String> blocks) {
        return blocks.isEmpty() ? Stream.of() : Stream.concat(Stream.of("### " + title), blocks.stream());
    }

    private static String ofStacks(List<Compared> alike) {
        return alike.stream()
                .flatMap(compared -> compared.stacks().stream())
                .map(Markdown::code)
                .collect(Collectors.joining(", ", " of ", ""));
    }

    private static List<String> definitions(Compared compared) {
        if (compared.former().isEmpty()) {
            return List.of();
        }
        var former = compared.former().get();
        var program = compared.program();
        var blocks = program.workflows().stream()
                .flatMap(workflow -> definition(workflow, program, formerOf(workflow, former)).stream())
                .collect(Collectors.toCollection(ArrayList::new));
        former.workflows().stream()
                .filter(gone -> program.workflows().stream()
                        .noneMatch(workflow ->
                                formerOf(workflow, former).filter(gone::equals).isPresent()))
                .forEach(gone -> blocks.add("%s is removed.".formatted(title(gone, former))));
        return blocks.isEmpty() ? List.of("No definition changes.") : blocks;
    }

    /** The workflow as it was, under its name or a former one. */
    private static Optional<DefinedWorkflow> formerOf(DefinedWorkflow workflow, Program former) {
        return Stream.concat(Stream.of(workflow.name()), workflow.formerNames().stream())
                .flatMap(name ->
                        former.workflows().stream().filter(each -> each.name().equals(name)))
                .findFirst();
    }

    private static String title(DefinedWorkflow workflow, Program program) {
        if (program.workflows().size() == 1) {
            return "The workflow";
        }
        return workflow.name().equals(WorkflowSpec.MAIN)
                ? "The first workflow"
                : "The workflow " + Markdown.code(workflow.name());
    }

    private static List<String> definition(
            DefinedWorkflow workflow, Program program, Optional<DefinedWorkflow> former) {
        if (former.isEmpty()) {
            return List.of("%s is added.".formatted(title(workflow, program)));
        }
        var before = former.get();
        var lines = new ArrayList<String>();
        if (!before.name().equals(workflow.name())) {
            lines.add(
                    "- The name is %s, was %s".formatted(Markdown.code(workflow.name()), Markdown.code(before.name())));
        }
        if (before.type() != workflow.type()) {
            lines.add("- The type is %s, was %s".formatted(workflow.type(), before.type()));
        }
        var changed = new ChangedDefinition(before.definition(), workflow.definition());
        var changes = changed.lines();
        lines.addAll(changes);
        if (lines.isEmpty()) {
            return List.of();
        }
        var head = title(workflow, program) + ":";
        var list = String.join("\n", lines);
        return changes.isEmpty() ? List.of(head, list) : List.of(head, ChangePicture.text(changed), list);
    }

    private static List<String> cases(Compared compared) {
        if (compared.former().isEmpty()) {
            return List.of();
        }
        var before = casesBefore(compared);
        var now = compared.program().cases();
        var names = now.stream().map(CaseResult::name).toList();
        var lists = new ArrayList<List<String>>();
        now.forEach(result -> lists.add(
                before.containsKey(result.name())
                        ? new ChangedCase(before.get(result.name()), result).lines()
                        : List.of("- %s is added. Path: %s"
                                .formatted(Markdown.code(result.name()), ChangedCase.path(result.path())))));
        before.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> lists.add(List.of("- %s is removed.".formatted(Markdown.code(name)))));
        var changed = lists.stream().filter(lines -> !lines.isEmpty()).toList();
        return caseBlocks(changed, lists.size() - changed.size());
    }

    /** They have the definition that they started with. */
    private static List<String> runningExecutions(Compared compared) {
        var cases = cases(compared);
        return cases.isEmpty()
                ? cases
                : Stream.concat(
                                Stream.of(
                                        "The definitions and cases of the base, with the present code of the functions. Executions with pinned versions keep their code."),
                                cases.stream())
                        .toList();
    }

    private static List<String> caseBlocks(List<List<String>> changed, int unchanged) {
        if (changed.isEmpty()) {
            return List.of("Each case takes the same path and makes the same calls.");
        }
        var shown = changed.stream().limit(MAX_CASES).flatMap(List::stream);
        var further = changed.size() - MAX_CASES;
        var lines = further > 0 ? Stream.concat(shown, Stream.of("- and %d more".formatted(further))) : shown;
        var rest = unchanged == 0
                ? List.<String>of()
                : List.of("Cases that take the same path and make the same calls: %d.".formatted(unchanged));
        return Stream.concat(Stream.of(lines.collect(Collectors.joining("\n"))), rest.stream())
                .toList();
    }

    /** By their present names: those of a renamed workflow begin with its name. */
    private static Map<String, CaseResult> casesBefore(Compared compared) {
        var before = new LinkedHashMap<String, CaseResult>();
        compared.former().stream()
                .flatMap(program -> program.cases().stream())
                .forEach(result -> before.put(presentName(result, compared), result));
        return before;
    }

    private static String presentName(CaseResult result, Compared compared) {
        var prefix = result.workflow() + "/";
        return compared.program().workflows().stream()
                .filter(workflow -> workflow.formerNames().contains(result.workflow()))
                .filter(workflow -> result.name().startsWith(prefix))
                .map(workflow -> workflow.name() + "/" + result.name().substring(prefix.length()))
                .findFirst()
                .orElse(result.name());
    }

    private static List<String> units(Compared compared) {
        return unitTable(compared).text();
    }

    /** Other stacks with the same units share their section, though they measured something else. */
    private static List<String> unitsButMeasured(Compared compared) {
        return unitTable(compared).textButMeasured();
    }

    private static UnitTable unitTable(Compared compared) {
        return new UnitTable(compared.program().cases(), casesBefore(compared));
    }

    private static String bounded(List<String> blocks) {
        var text = new StringBuilder();
        var bytes = 0;
        for (var block : blocks) {
            bytes += block.getBytes(StandardCharsets.UTF_8).length + 2;
            if (bytes > MAX_BYTES) {
                return text.append("The rest is left out: GitHub shows no summary that is larger than 1 MiB.\n")
                        .toString();
            }
            text.append(block).append("\n\n");
        }
        return text.toString().stripTrailing() + "\n";
    }
}

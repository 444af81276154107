package stepfunction.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import stepfunction.declared.DeclaredStack;

/** The declared resources as a tree: type, logical name and physical name. */
record ResourceTree(DeclaredStack stack) {

    private record Node(String type, String name, String physicalName) {}

    List<String> lines() {
        var rows = rows(Optional.empty(), "");
        var format = "%-" + width(rows, Node::type) + "s  %-" + width(rows, Node::name) + "s  %s";
        return rows.stream()
                .map(row ->
                        format.formatted(row.type, row.name, row.physicalName).stripTrailing())
                .toList();
    }

    private List<Node> rows(Optional<String> parent, String indent) {
        var rows = new ArrayList<Node>();
        var children = stack.resources().stream()
                .filter(resource -> resource.parent().equals(parent))
                .toList();
        for (var child : children) {
            var last = child.equals(children.get(children.size() - 1));
            var branch = parent.isEmpty() ? "" : indent + (last ? "└─ " : "├─ ");
            var physicalName = child.properties().getOrDefault("name", "").toString();
            rows.add(new Node(branch + child.type(), child.name(), physicalName));
            rows.addAll(rows(Optional.of(child.name()), parent.isEmpty() ? "" : indent + (last ? "   " : "│  ")));
        }
        return rows;
    }

    private static int width(List<Node> rows, Function<Node, String> column) {
        return rows.stream().map(column).mapToInt(String::length).max().orElse(1);
    }
}

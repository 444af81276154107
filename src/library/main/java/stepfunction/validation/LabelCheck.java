package stepfunction.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import stepfunction.asl.Code;
import stepfunction.asl.Definition;
import stepfunction.asl.Finding;
import stepfunction.asl.Findings;
import stepfunction.asl.State;
import stepfunction.asl.StateType;

/** Checks the labels of Maps: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html. */
final class LabelCheck {

    private static final int MAX_LENGTH = 40;

    private static final Pattern REFUSED = Pattern.compile("[\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"\\p{Cntrl}\u0080-\u009f]");

    private final StateNames names;
    private final Map<String, State> labelled = new LinkedHashMap<>();
    private final Findings findings = new Findings();

    private LabelCheck(StateNames names) {
        this.names = names;
    }

    /** The findings, each once. */
    static List<Finding> check(Definition definition, StateNames names) {
        var check = new LabelCheck(names);
        for (var state : definition.states()) {
            if (state.is(StateType.MAP)) {
                state.fields()
                        .text("Label")
                        .filter(label -> !label.contains("${"))
                        .ifPresent(label -> check.labelIsRight(state, label));
            }
        }
        return check.findings.all();
    }

    private void labelIsRight(State map, String label) {
        var length = label.codePointCount(0, label.length());
        var refused = REFUSED.matcher(label);
        if (length > MAX_LENGTH) {
            findings.error(
                    Code.INVALID_LABEL_NAME,
                    "Label of %s must have at most %d characters, has %d; shorten it"
                            .formatted(names.of(map), MAX_LENGTH, length));
        } else if (refused.find()) {
            findings.error(
                    Code.INVALID_LABEL_NAME,
                    "Label of %s is \"%s\", but a label cannot contain %s; rename it"
                            .formatted(names.of(map), label, shown(refused.group())));
        } else if (labelled.containsKey(label)) {
            findings.error(
                    Code.DUPLICATE_LABEL_NAME,
                    "Label of %s is %s, which is that of %s too; rename one"
                            .formatted(names.of(map), label, names.of(labelled.get(label))));
        }
        labelled.putIfAbsent(label, map);
    }

    private static String shown(String character) {
        return character.isBlank() || Character.isISOControl(character.charAt(0)) ? "spaces" : character;
    }
}

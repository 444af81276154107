package stepfunction.plan;

import java.util.List;
import java.util.Map;
import stepfunction.config.StackConfig;

/** The placeholders that every stack has, whatever its plan: <code>${Region}</code>, <code>${AccountId}</code>, <code>${Partition}</code>, <code>${Stack}</code>. */
public final class StackValues {

    public static final String ACCOUNT_ID = "AccountId";
    public static final String PARTITION = "Partition";
    private static final String REGION = "Region";
    private static final String STACK = "Stack";

    /** In alphabetical order. */
    static final List<String> NAMES = List.of(ACCOUNT_ID, PARTITION, REGION, STACK);

    private StackValues() {}

    public static boolean isName(String placeholder) {
        return NAMES.contains(placeholder);
    }

    /** Those that the config knows; AWS knows the others. */
    static Map<String, String> of(StackConfig config) {
        return Map.of(REGION, config.region(), STACK, config.stack());
    }
}

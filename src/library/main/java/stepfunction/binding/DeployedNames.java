package stepfunction.binding;

import stepfunction.plan.Value;

/** The names in a definition as it is deployed: ARNs, URLs and names of AWS. */
enum DeployedNames implements Names {
    NAMES;

    @Override
    public Callee callee(String text) {
        return new Callee.Written(new Value.LiteralValue(text));
    }

    @Override
    public Callee self() {
        return new Callee.Computed();
    }
}

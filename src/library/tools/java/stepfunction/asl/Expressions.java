package stepfunction.asl;

/** The evaluators of expressions, which cache those that they have parsed. */
record Expressions(JsonPathEvaluator paths, PayloadTemplate templates, JsonataEvaluator jsonata) {

    static Expressions create() {
        var paths = new JsonPathEvaluator();
        return new Expressions(paths, new PayloadTemplate(paths), new JsonataEvaluator());
    }
}

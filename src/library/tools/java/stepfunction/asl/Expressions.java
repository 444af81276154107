package stepfunction.asl;

/** What evaluates expressions, and remembers those that it has parsed. */
record Expressions(JsonPathEvaluator paths, PayloadTemplate templates, JsonataEvaluator jsonata) {

    static Expressions create() {
        var paths = new JsonPathEvaluator();
        return new Expressions(paths, new PayloadTemplate(paths), new JsonataEvaluator());
    }
}

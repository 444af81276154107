package stepfunction.plan;

import java.util.List;

/** On what an integration's actions are allowed: what a statement is about. */
record Subject(ArnForm form, List<Value> values, List<Grant.Comparison> conditions) {}

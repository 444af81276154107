/**
 * The plan of a workflow as values: functions, targets, permissions and triggers.
 *
 * <p>The API has {@link Event}, {@link FunctionSpec.Builder}, {@link HttpRoute}, {@link Plan}, {@link QueueMessages}, {@link Schedule}, {@link StackResources}, {@link Target}, {@link Trigger} and {@link WorkflowSpec.Builder}. Other
 * types are public because other packages of the library use them.
 */
@NullMarked
package stepfunction.plan;

import org.jspecify.annotations.NullMarked;

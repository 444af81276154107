/** What a workflow consists of, as values: functions, targets, permissions and triggers. */
@NullMarked
package stepfunction.plan;

import org.jspecify.annotations.NullMarked;

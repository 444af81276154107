/** What a workflow consists of, as values: functions, targets and permissions; and what must hold of them. */
@NullMarked
package stepfunction.plan;

import org.jspecify.annotations.NullMarked;

/** The local run and the workflow's cases: the same program without AWS and without the Pulumi CLI. */
@NullMarked
package stepfunction.local;

import org.jspecify.annotations.NullMarked;
